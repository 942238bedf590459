using Forewarn.Core;

namespace Forewarn.Evaluation.Statistics;

/// <summary>Wilson score interval of a proportion of independent trials (Wilson 1927).</summary>
public static class WilsonInterval
{
    /// <summary>
    /// Share <paramref name="successes"/>/<paramref name="trials"/> with its interval; [0, 1] when there are no trials.
    /// </summary>
    public static MetricInterval Of(int successes, int trials, double confidence = 0.95)
    {
        if (trials < 0 || successes < 0 || successes > trials)
            throw ForewarnException.Of("proportion", $"{successes} of {trials}", "0 <= successes <= trials", "Count again.");
        if (trials == 0) return new(double.NaN, 0, 1, 0);
        double z = NormalQuantile.Of(0.5 + confidence / 2), n = trials, p = successes / n;
        double center = (p + z * z / (2 * n)) / (1 + z * z / n);
        double half = z / (1 + z * z / n) * Math.Sqrt(p * (1 - p) / n + z * z / (4 * n * n));
        // The bounds touch 0 and 1 exactly at the ends; rounding must not cut the estimate off.
        return new(p, successes == 0 ? 0 : center - half, successes == trials ? 1 : center + half, trials);
    }

    public static MetricInterval Of(IReadOnlyCollection<bool> trials, double confidence = 0.95) =>
        Of(trials.Count(t => t), trials.Count, confidence);
}
