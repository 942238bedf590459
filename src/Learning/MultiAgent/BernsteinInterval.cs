using Forewarn.Core;

namespace Forewarn.Learning.MultiAgent;

/// <summary>
/// A mean of independent bounded values with an interval that holds for every number of them (Maurer, Pontil 2009, theorem 4,
/// once for each side). Unlike the normal interval it stays wide where a rare value has not been seen yet.
/// </summary>
internal static class BernsteinInterval
{
    /// <summary>ln(2 / .025).</summary>
    private const double Log = 4.382026634673881;

    /// <param name="range">Largest minus least value that is possible.</param>
    public static MetricInterval Of(IReadOnlyCollection<double> values, double range)
    {
        int n = values.Count;
        double mean = values.Average(), variance = values.Sum(v => (v - mean) * (v - mean)) / (n - 1);
        double half = Math.Sqrt(2 * variance * Log / n) + 7 * range * Log / (3 * (n - 1));
        return new(mean, mean - half, mean + half, n);
    }
}
