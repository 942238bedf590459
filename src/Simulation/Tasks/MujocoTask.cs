using Forewarn.Simulation.MuJoCo;
using Forewarn.Simulation.Tasks.Variants;

namespace Forewarn.Simulation.Tasks;

/// <summary>
/// A task on MuJoCo: its scene, its numbers and the rules that they make. Immutable, and shared by any number of
/// <see cref="MujocoEnvironment"/>s.
/// </summary>
/// <param name="Name">Name and version, for example <c>hopper-v5</c>.</param>
/// <param name="FrameSkip">Physics steps per action.</param>
/// <param name="EndsEarly">Whether an episode may terminate before the limit.</param>
public abstract record MujocoTask(string Name, int FrameSkip, bool EndsEarly)
{
    /// <summary>Steps after which an episode is truncated.</summary>
    public int StepLimit { get; init; } = 1000;

    /// <summary>MJCF of the unaltered scene.</summary>
    internal abstract string Scene { get; }

    /// <summary>Edits that belong to this version of the task itself.</summary>
    internal SceneVariant Edits { get; init; } = SceneVariant.None;

    internal abstract TaskRules Rules(MujocoData data);
}
