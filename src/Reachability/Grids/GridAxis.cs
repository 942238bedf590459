using Forewarn.Core;

namespace Forewarn.Reachability.Grids;

/// <summary>One dimension of a grid.</summary>
/// <param name="Name">With its unit, for example <c>heading_rad</c>.</param>
/// <param name="Low">First point.</param>
/// <param name="High">Last point; on a periodic axis one step beyond the last point, where the first one is met again.</param>
/// <param name="Count">Points.</param>
public sealed record GridAxis(string Name, double Low, double High, int Count, Boundary Boundary = Boundary.Extrapolated)
{
    /// <summary>Distance between points.</summary>
    public double Step => (High - Low) / (Boundary == Boundary.Periodic ? Count : Count - 1);

    public double At(int index) => Low + index * Step;

    /// <exception cref="ForewarnException">Fewer than eight points, or ends that are not finite and ascending.</exception>
    public void Validate()
    {
        if (Count < 8 || !(High > Low) || !double.IsFinite(High - Low))
            throw ForewarnException.Of($"grid axis '{Name}'", $"{Count} points from {Low} to {High}", "eight or more from a smaller to a larger number",
                "Correct the axis.", ExitCode.Usage);
    }
}
