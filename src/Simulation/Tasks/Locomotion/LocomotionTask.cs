namespace Forewarn.Simulation.Tasks.Locomotion;

/// <summary>
/// A planar locomotion task by its published numbers (version 4 of the Gymnasium definitions). Reward of one step:
/// <c>v + HealthyReward - ControlCost * sum(a^2)</c> with the forward velocity v in m/s.
/// </summary>
/// <param name="Name">Also the name of the embedded scene.</param>
/// <param name="FrameSkip">Physics steps per action.</param>
/// <param name="ControlCost">Weight of the squared action.</param>
/// <param name="HealthyReward">Paid every step, the last one included.</param>
/// <param name="VelocityClip">Velocities are clipped to plus and minus this in the observation.</param>
/// <param name="Noise">Form of the reset noise.</param>
/// <param name="NoiseScale">Its scale.</param>
/// <param name="Health">When the episode goes on.</param>
public sealed record LocomotionTask(
    string Name, int FrameSkip, double ControlCost, double HealthyReward, double VelocityClip,
    ResetNoise Noise, double NoiseScale, HealthRange Health)
{
    /// <summary>Steps after which an episode is truncated.</summary>
    public const int StepLimit = 1000;

    public static LocomotionTask Hopper { get; } = new(
        "hopper", 4, 1e-3, 1, 10, ResetNoise.Uniform, 5e-3,
        new(HeightAbove: 0.7, HeightBelow: double.PositiveInfinity, PitchWithin: 0.2, OthersWithin: 100));

    public static LocomotionTask Walker2d { get; } = new(
        "walker2d", 4, 1e-3, 1, 10, ResetNoise.Uniform, 5e-3,
        new(HeightAbove: 0.8, HeightBelow: 2, PitchWithin: 1, OthersWithin: double.PositiveInfinity));

    public static LocomotionTask HalfCheetah { get; } = new(
        "half_cheetah", 5, 0.1, 0, double.PositiveInfinity, ResetNoise.UniformAndNormal, 0.1, HealthRange.Always);
}
