namespace Forewarn.Core;

/// <summary>A measured figure with its 95 % interval and sample size.</summary>
public sealed record MetricInterval(double Value, double Low, double High, int Count)
{
    /// <summary>Quantile 0.975 of the standard normal distribution.</summary>
    private const double TwoSided95 = 1.959963984540054;

    /// <summary>A proportion of independent trials with its Wilson score interval (Wilson 1927).</summary>
    /// <param name="z">Normal quantile of the interval's upper end; 1.96 for 95 %.</param>
    /// <exception cref="ForewarnException">More successes than trials, or a negative number.</exception>
    public static MetricInterval OfShare(int successes, int trials, double z = TwoSided95)
    {
        if (trials < 0 || successes < 0 || successes > trials)
            throw ForewarnException.Of("proportion", $"{successes} of {trials}", "0 <= successes <= trials", "Count again.");
        if (trials == 0) return new(double.NaN, 0, 1, 0);
        double n = trials, p = successes / n;
        double center = (p + z * z / (2 * n)) / (1 + z * z / n);
        double half = z / (1 + z * z / n) * Math.Sqrt(p * (1 - p) / n + z * z / (4 * n * n));
        // The bounds touch 0 and 1 exactly at the ends; rounding must not cut the estimate off.
        return new(p, successes == 0 ? 0 : center - half, successes == trials ? 1 : center + half, trials);
    }

    /// <inheritdoc cref="OfShare(int, int, double)"/>
    public static MetricInterval OfShare(IReadOnlyCollection<bool> trials) => OfShare(trials.Count(t => t), trials.Count);

    /// <summary>A mean of independent values with the normal interval of its standard error.</summary>
    public static MetricInterval OfMean(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0) return new(double.NaN, double.NegativeInfinity, double.PositiveInfinity, 0);
        double mean = values.Average();
        if (values.Count == 1) return new(mean, double.NegativeInfinity, double.PositiveInfinity, 1);
        double half = TwoSided95 * Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1) / values.Count);
        return new(mean, mean - half, mean + half, values.Count);
    }
}
