namespace Forewarn.RosBridge;

/// <summary>When a camera can no longer be trusted.</summary>
public sealed record CameraFeedOptions
{
    /// <summary>Age of the latest picture at which a camera counts as silent, ms.</summary>
    public double SilentMs { get; init; } = 400;

    /// <summary>
    /// Path of the arm, summed over its joints, during which a camera may show the very same picture, rad. A still scene
    /// is no fault; an arm that moves unseen for long is. The front camera of the cup scene does not see the first 1.1 rad
    /// of a reach from above.
    /// </summary>
    public double FrozenTravel { get; init; } = 2;
}
