using Forewarn.Benchmarks.Reports;
using Forewarn.Benchmarks.Timing;
using Forewarn.Core;

namespace Forewarn.Benchmarks.Workloads;

/// <summary>Latency over every size of a decision, one size at a time.</summary>
internal static class ScalingCurves
{
    private const int Rounds = 15;
    private static readonly int[] Proposals = [1, 16, 32, 64, 128, 256], Modes = [1, 2, 4, 6, 8, 12];
    private static readonly int[] Horizons = [5, 10, 20, 40], Lengths = [1, 4, 8, 16, 24];

    /// <param name="withThreads">Makes the workload for a number of threads.</param>
    public static IEnumerable<ScalingPoint> Measure(SteeringWorkload work, Func<int, SteeringWorkload> withThreads)
    {
        foreach (int n in Proposals)
            yield return Point("propose over N", n,
                () => SteeringWorkload.Wait(work.Proposer.ProposeAsync(work.History, n, work.ProposalSeed, default)));
        foreach (int k in Modes)
        {
            var plans = Plans(work.Proposals, k, work.Modes.Steps);
            yield return Point("imagine over K", k, () => SteeringWorkload.Wait(work.WorldModel.ImagineAsync(work.Start, plans, null, default)));
        }
        foreach (int k in Modes)
        {
            var rollout = SteeringWorkload.Wait(work.WorldModel.ImagineAsync(work.Start, Plans(work.Proposals, k, work.Modes.Steps), null, default));
            yield return Point("narrate over K", k, () => SteeringWorkload.Wait(work.Narrator.NarrateAsync(rollout, default)));
        }
        foreach (int h in Horizons)
        {
            var plans = Plans(work.Modes, work.Modes.Count, h * work.WorldModel.RowsPerStep);
            yield return Point("imagine over H", h, () => SteeringWorkload.Wait(work.WorldModel.ImagineAsync(work.Start, plans, null, default)));
        }
        using (var words = new DecoderWork(work.Verifier, work.Rollout))
            foreach (int length in Lengths)
                yield return Point("narrate over tokens", length, () => words.RunNarration(length));
        for (int threads = 1; threads <= Math.Min(4, Environment.ProcessorCount); threads++)
        {
            using var many = withThreads(threads);
            yield return Point("propose over threads", threads,
                () => SteeringWorkload.Wait(many.Proposer.ProposeAsync(many.History, many.Options.Proposals, many.ProposalSeed, default)));
            yield return Point("imagine over threads", threads, () => many.Imagine());
            yield return Point("narrate over threads", threads, () => many.Narrate());
            yield return Point("decide over threads", threads, () => many.Decide());
        }
    }

    private static ScalingPoint Point(string curve, int size, Action call)
    {
        var cost = Cost.Median(call, Rounds);
        return new(curve, size, cost.Wall, cost.Cpu);
    }

    /// <summary>Plans of any number and length, repeated from those there are.</summary>
    private static ActionProposals Plans(ActionProposals from, int count, int steps)
    {
        int width = from.Spec.Width;
        var values = new float[count * steps * width];
        for (int k = 0; k < count; k++)
            for (int t = 0; t < steps; t++)
                from.Plan(k % from.Count).Slice(t % from.Steps * width, width).CopyTo(values.AsSpan((k * steps + t) * width));
        return new(values, count, from.Spec);
    }
}
