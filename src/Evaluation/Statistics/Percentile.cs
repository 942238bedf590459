namespace Forewarn.Evaluation.Statistics;

/// <summary>Percentiles with linear interpolation between order statistics (Hyndman and Fan type 7).</summary>
public static class Percentile
{
    /// <param name="values">In any order; not changed.</param>
    /// <param name="share">0.5 for the median, 0.99 for p99.</param>
    /// <returns>NaN when there are no values.</returns>
    public static double Of(IEnumerable<double> values, double share)
    {
        if (!(share >= 0 && share <= 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "wanted a share in [0, 1]");
        var sorted = values.ToArray();
        if (sorted.Length == 0) return double.NaN;
        Array.Sort(sorted);
        double position = share * (sorted.Length - 1);
        int below = (int)position, above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
