namespace Forewarn.RosBridge;

/// <summary>How tool poses become joints.</summary>
public sealed record ToolActuationOptions
{
    /// <summary>Link whose pose plans speak of.</summary>
    public string Tool { get; init; } = "tool";

    /// <summary>Joint that opens the fingers.</summary>
    public string Finger { get; init; } = "finger_joint";

    /// <summary>Posture <c>[J]</c> that the arm's redundancy is resolved towards, rad.</summary>
    public IReadOnlyList<double> Home { get; init; } = [0, -0.3, 0, -2.2, 0, 1.9, 0.785];

    /// <summary>Openings below this close the fingers fully, m: a grip's force is stiffness times error.</summary>
    public double GripBelow { get; init; } = 0.010;

    /// <summary>Distance to the wanted pose above which a row counts as out of reach, m.</summary>
    public double ReachTolerance { get; init; } = 0.02;
}
