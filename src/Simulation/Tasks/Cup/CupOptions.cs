namespace Forewarn.Simulation.Tasks.Cup;

/// <summary>Range of scenes; half-widths around the nominal mug pose. Defaults are the committed <c>cup</c> config.</summary>
public sealed record CupOptions
{
    /// <summary>Nominal mug position along x in the base frame, m.</summary>
    public double MugX { get; init; } = 0.5;

    /// <summary>Half-width of the mug's x range, m.</summary>
    public double RangeX { get; init; } = 0.04;

    /// <summary>Half-width of the mug's y range, m.</summary>
    public double RangeY { get; init; } = 0.08;

    /// <summary>Half-width of the mug's yaw range, rad; at 0 the handle points along +x.</summary>
    public double RangeYaw { get; init; } = 0.7;

    /// <summary>Standard deviation of the joint angles at the start, rad.</summary>
    public double HomeNoise { get; init; } = 0.01;
}
