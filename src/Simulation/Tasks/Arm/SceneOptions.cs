namespace Forewarn.Simulation.Tasks.Arm;

/// <summary>A task and the range of its scenes: half-widths around the nominal pose of its object. Defaults are those of the cup task.</summary>
public sealed record SceneOptions
{
    /// <summary>Name of the task, see <see cref="ManipulationTasks"/>.</summary>
    public string Name { get; init; } = "cup";

    /// <summary>Nominal position of the object along x in the base frame, m.</summary>
    public double ObjectX { get; init; } = 0.5;

    /// <summary>Nominal position along y, m: the robot's left is positive.</summary>
    public double ObjectY { get; init; }

    /// <summary>Half-width of the object's x range, m.</summary>
    public double RangeX { get; init; } = 0.04;

    /// <summary>Half-width of the object's y range, m.</summary>
    public double RangeY { get; init; } = 0.08;

    /// <summary>Half-width of the object's yaw range, rad.</summary>
    public double RangeYaw { get; init; } = 0.7;

    /// <summary>Standard deviation of the joint angles at the start, rad.</summary>
    public double HomeNoise { get; init; } = 0.01;
}
