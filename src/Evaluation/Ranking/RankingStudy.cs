using Forewarn.Core;
using Forewarn.Evaluation.Steering;
using static Forewarn.Evaluation.Runs.BlockingWait;

namespace Forewarn.Evaluation.Ranking;

/// <summary>
/// Lets two verifiers narrate and choose from the same imagined plans of simulated scenes, for every wish, and executes the
/// plans once to see what each choice would have brought.
/// </summary>
public static class RankingStudy
{
    /// <summary>Options closer than this in the reference's probability are not told apart by it.</summary>
    private const double Apart = 0.01;

    /// <param name="proposals">Plans drawn per scene, <c>N</c>.</param>
    /// <param name="progress">Receives (done, wanted) scenes.</param>
    public static IReadOnlyList<RankingRow> Run(
        RankingBench bench, IReadOnlyList<WishCase> wishes, int scenes, int proposals, ulong seed,
        Action<int, int>? progress = null, CancellationToken cancel = default)
    {
        var rows = new List<RankingRow>();
        var seeds = new SeedStreams(seed);
        for (int scene = 0; scene < scenes; scene++)
        {
            Play(bench, wishes, scene, proposals, seeds, rows, cancel);
            progress?.Invoke(scene + 1, scenes);
        }
        return rows;
    }

    private static void Play(
        RankingBench bench, IReadOnlyList<WishCase> wishes, int scene, int proposals, SeedStreams seeds, List<RankingRow> rows,
        CancellationToken cancel)
    {
        bench.Task.Reset(seeds.Stream("scene", scene));
        var history = bench.Task.Observe();
        byte[] state = bench.Task.SaveState();
        var start = Wait(bench.WorldModel.ObserveAsync(history, cancel)).Last;
        var modes = bench.Clustering.Select(
            Wait(bench.Proposer.ProposeAsync(history, proposals, seeds.Stream("proposals", scene), cancel)));
        var imagined = Wait(bench.WorldModel.ImagineAsync(start, modes, null, cancel));
        var guard = bench.Guard.Check(history, modes, imagined);
        PlanLabel[] truth = [.. Enumerable.Range(0, modes.Count).Select(k => Execute(bench.Task, modes.Chunk(k), state))];
        for (int w = 0; w < wishes.Count; w++)
        {
            cancel.ThrowIfCancellationRequested();
            var wish = wishes[w];
            var reference = Wait(bench.Reference.VerifyAsync(wish.Text, imagined, guard, cancel));
            var candidate = Wait(bench.Candidate.VerifyAsync(wish.Text, imagined, guard, cancel));
            int first = Chosen(reference), second = Chosen(candidate);
            rows.Add(new(scene, w, first, second, RankAgreement.Tau(reference.Scores, candidate.Scores, Apart),
                wish.Neutral ? null : Fulfils(first), wish.Neutral ? null : Fulfils(second)));

            bool Fulfils(int mode) => mode >= 0 && wish.Fulfilled(truth[mode]);
        }
    }

    private static int Chosen(Verdict verdict) => SelectorChoice.Of(verdict, CandidateSet.Modes).Index;

    private static PlanLabel Execute(IEpisodeTask task, ActionChunk plan, byte[] state)
    {
        task.LoadState(state);
        return task.Execute(plan, recordFrames: false).Label;
    }
}
