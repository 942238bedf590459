using Forewarn.Core;

namespace Forewarn.Evaluation.Statistics;

/// <summary>
/// Percentile bootstrap over runs, stratified by task: every round draws as many runs of each task as there are, so that no task comes to
/// count more than another (Agarwal et al. 2021). With few runs its intervals are somewhat narrow, as the percentile bootstrap's are.
/// </summary>
public static class StratifiedBootstrap
{
    public const int DefaultRounds = 2000;

    /// <summary>Interquartile mean over all runs of all tasks.</summary>
    /// <param name="strata">Per task the figures of its runs.</param>
    public static MetricInterval Iqm(
        IReadOnlyList<double[]> strata, SeedStream seed, int rounds = DefaultRounds, double confidence = 0.95) =>
        Of(strata, Pooled, seed, rounds, confidence);

    /// <summary>Any statistic of the runs.</summary>
    /// <param name="statistic">May sort what it is given; rounds in which it is NaN say nothing.</param>
    /// <returns>NaN without runs.</returns>
    public static MetricInterval Of(
        IReadOnlyList<double[]> strata, Func<double[][], double> statistic, SeedStream seed, int rounds = DefaultRounds,
        double confidence = 0.95)
    {
        int count = strata.Sum(s => s.Length);
        if (count == 0) return new(double.NaN, double.NaN, double.NaN, 0);
        double whole = statistic([.. strata.Select(s => s.ToArray())]);
        var drawn = new List<double>(rounds);
        var sample = strata.Select(s => new double[s.Length]).ToArray();
        for (int r = 0; r < rounds; r++)
        {
            for (int s = 0; s < sample.Length; s++)
                for (int i = 0; i < sample[s].Length; i++) sample[s][i] = strata[s][seed.Next(sample[s].Length)];
            if (statistic(sample) is var value && !double.IsNaN(value)) drawn.Add(value);
        }
        return Interval(whole, drawn, count, confidence);
    }

    /// <summary>Numbers of the runs that every round draws, <c>[rounds][runs]</c>: one draw for all steps of a curve.</summary>
    /// <param name="tasks">Task of each run.</param>
    public static int[][] Draws(IReadOnlyList<int> tasks, SeedStream seed, int rounds = DefaultRounds)
    {
        int[][] members = [.. Enumerable.Range(0, tasks.Count).GroupBy(i => tasks[i]).Select(g => g.ToArray())];
        return [.. Enumerable.Range(0, rounds).Select(_ => members.SelectMany(m => m.Select(_ => m[seed.Next(m.Length)])).ToArray())];
    }

    internal static MetricInterval Interval(double whole, IReadOnlyCollection<double> drawn, int count, double confidence)
    {
        double tail = (1 - confidence) / 2;
        return new(whole, Percentile.Of(drawn, tail), Percentile.Of(drawn, 1 - tail), count);
    }

    private static double Pooled(double[][] strata) =>
        strata.Length == 1 ? InterquartileMean.OfScratch(strata[0]) : InterquartileMean.OfScratch(strata.SelectMany(s => s).ToArray());
}
