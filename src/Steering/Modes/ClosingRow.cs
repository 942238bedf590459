namespace Forewarn.Steering;

/// <summary>When the fingers of a plan close: the keyframe of a grasp.</summary>
public static class ClosingRow
{
    /// <summary>
    /// Share of the width's range by which it must fall below its widest to count as closing: approaching with a narrower
    /// opening is none, and neither is sampling noise.
    /// </summary>
    private const double Drop = 0.4;

    /// <summary>A width that moves less than this never closes, in meters.</summary>
    private const double LeastTravel = 0.002;

    /// <param name="plan"><c>[T, A]</c> in physical units.</param>
    /// <param name="stride">Columns of a row, <c>A</c>.</param>
    /// <param name="column">Column of the finger width, m.</param>
    /// <returns>The first row after which the fingers are closing, the last row when they never do.</returns>
    public static int Of(ReadOnlySpan<float> plan, int stride, int column)
    {
        int steps = plan.Length / stride;
        double low = double.MaxValue, high = double.MinValue, widest = double.MinValue;
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
            if (width < widest - Drop * (high - low)) return t;
        }
        return steps - 1;
    }
}
