using Forewarn.Core;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Steering;
using static Forewarn.Evaluation.Runs.BlockingWait;

namespace Forewarn.Evaluation.Narrations;

/// <summary>
/// How right narrations are on held-out episodes: from imagined latents and from those of the true future. The controls
/// (shuffled latents, actions alone) are computed from the same rows by <see cref="NarrationAnalysis"/>.
/// </summary>
public sealed class NarrationStudy(NarrationStudyOptions options, Func<NarrationBench> createBench, TimeProvider time)
{
    public const string TableFile = "narrations.jsonl";

    /// <summary>Plays what <paramref name="folder"/> lacks, and returns the rows of all episodes in order.</summary>
    /// <exception cref="ForewarnException">The folder holds rows of other models.</exception>
    public IReadOnlyList<NarrationRow> Run(
        string folder, Action<StudyProgress>? progress = null, CancellationToken cancel = default) =>
        ResumableRun.Run(
            Path.Combine(folder, TableFile), options.Identity,
            [.. Enumerable.Range(0, options.Episodes).Select(e => (options.Seed, e))], options.Workers, createBench,
            (bench, seed, episode) => Play(bench, seed, episode, cancel),
            (NarrationRow row) => (row.Seed, row.Episode), time, progress, cancel);

    private static NarrationRow Play(NarrationBench bench, ulong root, int episode, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var seeds = new SeedStreams(root);
        bench.Task.Reset(seeds.Stream("scene", episode));
        var history = bench.Task.Observe();
        var state = bench.Task.SaveState();
        var plan = bench.Plan(bench.Task, history, seeds.Stream("plan", episode));
        var start = Wait(bench.WorldModel.ObserveAsync(history, cancel)).Last;
        var imagined = Wait(bench.WorldModel.ImagineAsync(start, new(plan.Values, 1, plan.Spec), null, cancel));
        string predicted = Wait(bench.Narrator.NarrateAsync(imagined, cancel))[0].Text;

        bench.Task.LoadState(state);
        var executed = bench.Task.Execute(plan, recordFrames: true);
        var future = FutureLatents.Of([Wait(bench.WorldModel.ObserveAsync(new(executed.Frames, plan.Values), cancel))]);
        string afterwards = Wait(bench.Narrator.NarrateAsync(future, cancel))[0].Text;
        return new(root, episode, executed.Label, predicted, afterwards, plan.Values, history.Latest.State);
    }
}
