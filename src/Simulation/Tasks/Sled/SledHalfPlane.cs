namespace Forewarn.Simulation.Tasks.Sled;

/// <summary>To the left of a line through the origin: <c>y &gt;= Slope x</c>.</summary>
public sealed record SledHalfPlane(double Slope = 0.5) : ISledLimit
{
    /// <summary>Share of the distance to the line that may be used up in a second: slow enough to be braked from.</summary>
    private const double Approach = 1.2;

    public double Margin(ReadOnlySpan<double> state) => (state[1] - Slope * state[0]) / Math.Sqrt(1 + Slope * Slope);

    public (double NormalX, double NormalY, double Most) Aim(ReadOnlySpan<double> state, double spare)
    {
        double length = Math.Sqrt(1 + Slope * Slope);
        return (Slope / length, -1 / length, Approach * (Margin(state) - spare));
    }
}
