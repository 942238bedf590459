using Forewarn.Core;
using Forewarn.Simulation.Rollouts;

namespace Forewarn.Learning.Studies;

/// <summary>The runs of a study: every variant with every seed, on as many threads as there are cores. Results do not depend on their number.</summary>
internal static class StudyRuns
{
    private const string Kind = "study run";

    /// <param name="run">Does variant v with a seed, and returns its figures.</param>
    /// <returns>Figures by variant and seed, in the order of <paramref name="seeds"/>.</returns>
    public static IReadOnlyList<double>[][] Of(
        int variants, IReadOnlyList<ulong> seeds, Func<int, ulong, CancellationToken, IReadOnlyList<double>> run, Action<int, int> progress,
        CancellationToken cancel = default)
    {
        RolloutJob[] jobs = [.. Enumerable.Range(0, variants).SelectMany(v => seeds.Select(s => new RolloutJob(s, new float[] { v })))];
        var pool = new ThreadRolloutPool(Math.Max(1, Environment.ProcessorCount),
            new RolloutKind(Kind, (job, stop) => new(run((int)job.Parameters.Span[0], job.Seed, stop))));
        var results = new IReadOnlyList<double>[variants][];
        for (int v = 0; v < variants; v++) results[v] = new IReadOnlyList<double>[seeds.Count];
        foreach (var result in pool.RunAsync(new(Kind, jobs), cancel).ToBlockingEnumerable(cancel))
        {
            results[result.Index / seeds.Count][result.Index % seeds.Count] = result.Figures;
            progress(result.Index + 1, jobs.Length);
        }
        return results;
    }
}
