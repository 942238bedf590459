namespace Forewarn.Simulation.Tasks.Locomotion;

/// <summary>How the start of an episode is spread around the initial pose.</summary>
public enum ResetNoise
{
    /// <summary>Positions and velocities uniform within plus and minus the scale.</summary>
    Uniform,
    /// <summary>
    /// Positions uniform within plus and minus the scale, velocities normal with the scale as deviation.
    /// </summary>
    UniformAndNormal,
}
