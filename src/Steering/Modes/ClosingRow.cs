namespace Forewarn.Steering;

/// <summary>When the fingers of a plan close, the keyframe of a grasp; or when those of a plan that only lets go open.</summary>
public static class ClosingRow
{
    /// <summary>
    /// Share of the width's range by which it must fall below its widest to count as closing, or rise above its narrowest as
    /// opening: approaching with a narrower opening is none, and neither is sampling noise.
    /// </summary>
    private const double Drop = 0.4;

    /// <summary>A width that moves less than this never closes or opens, in meters.</summary>
    private const double LeastTravel = 0.002;

    /// <param name="plan"><c>[T, A]</c> in physical units.</param>
    /// <param name="stride">Columns of a row, <c>A</c>.</param>
    /// <param name="column">Column of the finger width, m.</param>
    /// <returns>
    /// The first row after which the fingers are closing; that after which they are opening where they never close; the last row when
    /// they do neither.
    /// </returns>
    public static int Of(ReadOnlySpan<float> plan, int stride, int column)
    {
        int steps = plan.Length / stride, opening = steps - 1;
        double low = double.MaxValue, high = double.MinValue, widest = double.MinValue, narrowest = double.MaxValue;
        for (int t = 0; t < steps; t++)
        {
            low = Math.Min(low, plan[t * stride + column]);
            high = Math.Max(high, plan[t * stride + column]);
        }
        if (high - low < LeastTravel) return steps - 1;
        for (int t = 0; t < steps; t++)
        {
            double width = plan[t * stride + column];
            widest = Math.Max(widest, width);
            narrowest = Math.Min(narrowest, width);
            if (width < widest - Drop * (high - low)) return t;
            if (width > narrowest + Drop * (high - low)) opening = Math.Min(opening, t);
        }
        return opening;
    }
}
