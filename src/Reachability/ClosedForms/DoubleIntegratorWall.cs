namespace Forewarn.Reachability.ClosedForms;

/// <summary>
/// <c>x' = v, v' = u, |u| &lt;= a</c>, to be kept out of <c>x &lt;= 0</c>; margin <c>l = x</c> (m). Full braking is optimal, so the value
/// is the least x on the way to a standstill; the edge of the tube is the braking parabola <c>x = v^2 / 2a</c>.
/// </summary>
/// <param name="Acceleration">a, m/s^2.</param>
public sealed record DoubleIntegratorWall(double Acceleration)
{
    /// <summary>Value over an infinite horizon: at or below 0 exactly where the wall cannot be avoided.</summary>
    public double Value(double x, double v) => v < 0 ? x - v * v / (2 * Acceleration) : x;

    /// <summary>Value when only the next <paramref name="horizon"/> seconds count.</summary>
    public double Value(double x, double v, double horizon)
    {
        double t = Math.Min(horizon, Math.Max(-v, 0) / Acceleration);
        return x + v * t + Acceleration * t * t / 2;
    }
}
