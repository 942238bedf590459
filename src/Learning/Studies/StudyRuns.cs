using System.Text;
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
        var results = new IReadOnlyList<double>[variants][];
        for (int v = 0; v < variants; v++) results[v] = new IReadOnlyList<double>[seeds.Count];
        foreach (var result in Results(variants, seeds, (v, seed, stop) => new(run(v, seed, stop)), progress, cancel))
            results[result.Index / seeds.Count][result.Index % seeds.Count] = result.Figures;
        return results;
    }

    /// <summary>As above for runs that name their figures, all of them alike.</summary>
    /// <returns>Every name with one value per seed, in the order in which a run says them.</returns>
    public static IReadOnlyList<(string Name, double[] PerSeed)> Named(
        IReadOnlyList<ulong> seeds, Func<ulong, CancellationToken, IEnumerable<(string Name, double Value)>> run, Action<int, int> progress,
        CancellationToken cancel = default)
    {
        RolloutResult[] results = [.. Results(1, seeds, (_, seed, stop) => Written([.. run(seed, stop)]), progress, cancel)];
        string[] names = Encoding.UTF8.GetString(results[0].Payload.Span).Split('\n');
        return [.. names.Select((name, f) => (name, results.Select(r => r.Figures[f]).ToArray()))];

        static RolloutResult Written((string Name, double Value)[] figures) =>
            new([.. figures.Select(f => f.Value)], Encoding.UTF8.GetBytes(string.Join('\n', figures.Select(f => f.Name))));
    }

    private static IEnumerable<RolloutResult> Results(
        int variants, IReadOnlyList<ulong> seeds, Func<int, ulong, CancellationToken, RolloutResult> run, Action<int, int> progress,
        CancellationToken cancel)
    {
        RolloutJob[] jobs = [.. Enumerable.Range(0, variants).SelectMany(v => seeds.Select(s => new RolloutJob(s, new float[] { v })))];
        var pool = new ThreadRolloutPool(Math.Max(1, Environment.ProcessorCount),
            new RolloutKind(Kind, (job, stop) => run((int)job.Parameters.Span[0], job.Seed, stop)));
        foreach (var result in pool.RunAsync(new(Kind, jobs), cancel).ToBlockingEnumerable(cancel))
        {
            yield return result;
            progress(result.Index + 1, jobs.Length);
        }
    }
}
