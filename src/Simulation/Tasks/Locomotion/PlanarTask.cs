using Forewarn.Simulation.MuJoCo;
using Forewarn.Simulation.Tasks.Variants;

namespace Forewarn.Simulation.Tasks.Locomotion;

/// <summary>
/// Running in the x-z plane by the numbers of the Gymnasium tasks of the same names. Observation <c>[2 nq - 1]</c>:
/// positions without the distance travelled, then velocities. Reward of one step with the forward velocity v in m/s:
/// <c>v + HealthyReward - ControlCost * sum(a^2)</c>.
/// </summary>
/// <param name="SceneName">Name of the embedded scene.</param>
/// <param name="ControlCost">Weight of the squared action.</param>
/// <param name="HealthyReward">Bonus of a step.</param>
/// <param name="PaysUnhealthy">Version 4 pays the bonus on the step that ends the episode too, version 5 does not.</param>
/// <param name="VelocityClip">Velocities are clipped to plus and minus this in the observation.</param>
/// <param name="Noise">Spread of the starts.</param>
/// <param name="Health">When the episode goes on.</param>
public sealed record PlanarTask(
    string Name, string SceneName, int FrameSkip, double ControlCost, double HealthyReward, bool PaysUnhealthy, double VelocityClip,
    StartNoise Noise, HealthRange Health) : MujocoTask(Name, FrameSkip, Health != HealthRange.Always)
{
    public static PlanarTask HopperV4 { get; } = new(
        "hopper-v4", "hopper", 4, 1e-3, 1, true, 10, new(ResetNoise.Uniform, 5e-3),
        new(HeightAbove: 0.7, HeightBelow: double.PositiveInfinity, PitchWithin: 0.2, OthersWithin: 100));

    public static PlanarTask HopperV5 { get; } = HopperV4 with { Name = "hopper-v5", PaysUnhealthy = false };

    /// <summary>The feet differ in friction (0.9 and 1.9), as published.</summary>
    public static PlanarTask Walker2dV4 { get; } = new(
        "walker2d-v4", "walker2d", 4, 1e-3, 1, true, 10, new(ResetNoise.Uniform, 5e-3),
        new(HeightAbove: 0.8, HeightBelow: 2, PitchWithin: 1, OthersWithin: double.PositiveInfinity));

    /// <summary>Both feet have friction 1.9.</summary>
    public static PlanarTask Walker2dV5 { get; } = Walker2dV4 with
    {
        Name = "walker2d-v5",
        PaysUnhealthy = false,
        Edits = new("equal feet", [SceneEdit.Friction("right_foot", 1.9)]),
    };

    public static PlanarTask HalfCheetahV4 { get; } = new(
        "half_cheetah-v4", "half_cheetah", 5, 0.1, 0, true, double.PositiveInfinity, new(ResetNoise.UniformAndNormal, 0.1),
        HealthRange.Always);

    /// <summary>The same numbers as version 4.</summary>
    public static PlanarTask HalfCheetahV5 { get; } = HalfCheetahV4 with { Name = "half_cheetah-v5" };

    internal override string Scene => SceneText.Of(SceneName);

    internal override TaskRules Rules(MujocoData data) => new PlanarRules(this, data);
}
