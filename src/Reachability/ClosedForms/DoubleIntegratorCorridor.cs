namespace Forewarn.Reachability.ClosedForms;

/// <summary>
/// <c>x' = v, v' = u, |u| &lt;= a</c>, to be kept within <c>|x| &lt;= half</c>. Braking for one wall never brings the other one nearer
/// than it was, so the value is the smaller of two one-sided ones.
/// </summary>
/// <param name="Acceleration">a, m/s^2.</param>
/// <param name="Half">Half the width, m.</param>
public sealed record DoubleIntegratorCorridor(double Acceleration, double Half = 1)
{
    /// <summary>Area of the states that can stay inside for ever, m^2/s: <c>(16 / 3) half sqrt(a half)</c>.</summary>
    public double ViableArea => 16.0 / 3 * Half * Math.Sqrt(Acceleration * Half);

    /// <summary>Value over an infinite horizon, m.</summary>
    public double Value(double x, double v)
    {
        double left = Half + x - Squared(Math.Max(-v, 0)) / (2 * Acceleration);
        double right = Half - x - Squared(Math.Max(v, 0)) / (2 * Acceleration);
        return Math.Min(left, right);
    }

    /// <summary>Value when only the next <paramref name="horizon"/> seconds count.</summary>
    public double Value(double x, double v, double horizon)
    {
        var wall = new DoubleIntegratorWall(Acceleration);
        return Math.Min(wall.Value(Half + x, v, horizon), wall.Value(Half - x, -v, horizon));
    }

    private static double Squared(double value) => value * value;
}
