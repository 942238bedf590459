namespace Forewarn.Reachability.Grids;

/// <summary>What lies beyond the ends of an axis.</summary>
public enum Boundary
{
    /// <summary>The line through the last two points.</summary>
    Extrapolated,
    /// <summary>The other end: the axis is a circle whose last point is one step before its first.</summary>
    Periodic,
}
