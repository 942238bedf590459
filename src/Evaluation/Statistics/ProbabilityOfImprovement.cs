using Forewarn.Core;

namespace Forewarn.Evaluation.Statistics;

/// <summary>
/// How likely a run of X does better than a run of Y on the same task: P(X &gt; Y) + P(X = Y) / 2, the Mann-Whitney U over all pairs of
/// runs as a share, averaged over tasks (Agarwal et al. 2021). 0.5 says nothing; it says nothing of how much better, either.
/// </summary>
public static class ProbabilityOfImprovement
{
    /// <summary>With its interval by drawing the runs of both again, task by task.</summary>
    /// <param name="x">Per task the figures of X's runs.</param>
    /// <param name="y">Those of Y, of the same tasks in the same order; the numbers of runs may differ.</param>
    /// <exception cref="ForewarnException">Unlike numbers of tasks, or a task without runs.</exception>
    public static MetricInterval Of(
        IReadOnlyList<double[]> x, IReadOnlyList<double[]> y, SeedStream seed, int rounds = StratifiedBootstrap.DefaultRounds,
        double confidence = 0.95)
    {
        Shape.Require("tasks of Y", y.Count, ("tasks of X", x.Count));
        if (x.Concat(y).Any(runs => runs.Length == 0))
            throw ForewarnException.Of(
                "probability of improvement", "a task without runs", "runs of both sides on every task", "Leave the task out.");
        return StratifiedBootstrap.Of([.. x, .. y], sides =>
        {
            double sum = 0;
            for (int task = 0; task < x.Count; task++) sum += Of(sides[task], sides[x.Count + task]);
            return sum / x.Count;
        }, seed, rounds, confidence);
    }

    /// <summary>On one task, without an interval.</summary>
    public static double Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double wins = 0;
        foreach (double a in x)
            foreach (double b in y) wins += a > b ? 1 : a == b ? 0.5 : 0;
        return wins / ((double)x.Length * y.Length);
    }
}
