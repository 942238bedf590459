using Forewarn.Core;
using Forewarn.Simulation.MuJoCo;

namespace Forewarn.Simulation.Tasks.Locomotion;

/// <summary>How the start of an episode is spread around the initial pose.</summary>
/// <param name="Form">Distribution of positions and velocities.</param>
/// <param name="Scale">Half width, or the standard deviation of normal velocities.</param>
public readonly record struct StartNoise(ResetNoise Form, double Scale)
{
    /// <summary>Puts the simulation into a random start and computes what follows from it.</summary>
    internal void Apply(MujocoData data, SeedStream seed)
    {
        data.Reset();
        foreach (ref double q in data.Qpos) q += seed.Uniform(-Scale, Scale);
        foreach (ref double v in data.Qvel)
            v = Form == ResetNoise.Uniform ? seed.Uniform(-Scale, Scale) : Scale * seed.NextNormal();
        data.Forward();
    }
}
