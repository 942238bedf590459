using Forewarn.Core;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Steering;
using static Forewarn.Evaluation.Runs.BlockingWait;

namespace Forewarn.Evaluation.Policies;

/// <summary>
/// Policies without steering, side by side: the same scenes, the same saved state and the same noise, so that a difference is one of
/// the weights and of nothing else.
/// </summary>
public sealed class PolicyStudy(PolicyStudyOptions options, Func<PolicyBench> createBench, TimeProvider time)
{
    public const string TableFile = "policies.jsonl";

    /// <summary>Plays what <paramref name="folder"/> lacks, and returns the rows of all scenes in order.</summary>
    /// <exception cref="ForewarnException">The folder holds rows of other packages, or a size is out of range.</exception>
    public IReadOnlyList<PolicyRow> Run(string folder, Action<StudyProgress>? progress = null, CancellationToken cancel = default)
    {
        if (options.Episodes < 1 || options.Draws < 1 || options.Workers < 1 || options.Seeds.Count == 0 || options.Seeds.Distinct().Count() != options.Seeds.Count)
            throw ForewarnException.Of("comparison of policies",
                $"{options.Episodes} episodes, {options.Draws} draws, {options.Workers} workers, seeds {string.Join(',', options.Seeds)}",
                "each at least 1, seeds all different", "Correct the command line.", ExitCode.Usage);
        var jobs = options.Seeds.SelectMany(s => Enumerable.Range(0, options.Episodes).Select(e => (s, e))).ToArray();
        return ResumableRun.Run(
            Path.Combine(folder, TableFile), $"{options.Identity}; draws={options.Draws}", jobs, options.Workers, createBench,
            (bench, seed, episode) => Play(bench, seed, episode, cancel), (PolicyRow row) => (row.Seed, row.Episode), time, progress, cancel);
    }

    private PolicyRow Play(PolicyBench bench, ulong root, int episode, CancellationToken cancel)
    {
        var seeds = new SeedStreams(root);
        bench.Task.Reset(seeds.Stream("scene", episode));
        var history = bench.Task.Observe();
        byte[] state = bench.Task.SaveState();
        return new(root, episode, [.. bench.Policies.Select(Outcomes)]);

        PlanLabel[] Outcomes(IActionProposer policy)
        {
            var plans = Wait(policy.ProposeAsync(history, options.Draws, seeds.Stream("proposals", episode), cancel));
            return [.. Enumerable.Range(0, plans.Count).Select(k => Execute(plans.Chunk(k)))];
        }

        PlanLabel Execute(ActionChunk plan)
        {
            cancel.ThrowIfCancellationRequested();
            bench.Task.LoadState(state);
            return bench.Task.Execute(plan, recordFrames: false).Label;
        }
    }
}
