using Forewarn.Core;

namespace Forewarn.Evaluation.Statistics;

/// <summary>Wilson score interval of a proportion of independent trials, at any confidence.</summary>
public static class WilsonInterval
{
    /// <summary>
    /// Share <paramref name="successes"/>/<paramref name="trials"/> with its interval; [0, 1] when there are no trials.
    /// </summary>
    public static MetricInterval Of(int successes, int trials, double confidence = 0.95) =>
        MetricInterval.OfShare(successes, trials, NormalQuantile.Of(0.5 + confidence / 2));

    public static MetricInterval Of(IReadOnlyCollection<bool> trials, double confidence = 0.95) =>
        Of(trials.Count(t => t), trials.Count, confidence);
}
