using Forewarn.Core;
using Forewarn.Simulation.Tasks.Language;

namespace Forewarn.Simulation.Tasks.Arm;

/// <summary>
/// A task of the arm: its scenes, its scripted demonstrators and what its plans are called. One plan is one whole phase; a task of
/// several phases is one of these per phase, each steered once. Immutable.
/// </summary>
public abstract class ManipulationTask
{
    /// <summary>As configurations, data sets and packages name it.</summary>
    public abstract string Name { get; }

    /// <summary>The range of scenes that the models are trained on.</summary>
    public abstract SceneOptions Scenes { get; }

    /// <summary>Share of each script in the policy's demonstrations.</summary>
    public abstract IReadOnlyDictionary<string, double> DemoMix { get; }

    /// <summary>Share of each script in play: everything a demonstrator can do, right or wrong.</summary>
    public abstract IReadOnlyDictionary<string, double> PlayMix { get; }

    /// <summary>A simulator of the task; the caller disposes it.</summary>
    public abstract ArmEnvironment Create(SceneOptions scenes);

    /// <summary>A scripted plan <c>[40, 5]</c> for the scene as it stands. Outcomes are labelled from physics, never from the script.</summary>
    /// <param name="script">One of the names in the mixes.</param>
    /// <param name="environment">Made by <see cref="Create"/>.</param>
    public abstract float[] Plan(string script, ArmEnvironment environment, SceneOptions scenes, SeedStream seed);

    /// <summary>
    /// The mode that a plan aims at, by its geometry in the object's frame: an optimistic label for training diagnostics only, since a
    /// plan may aim right and fail.
    /// </summary>
    /// <param name="plan"><c>[40, 5]</c>.</param>
    /// <param name="objectPose">True pose of the object: x, y (m), yaw (rad).</param>
    /// <returns>Null when the plan belongs to no mode.</returns>
    public abstract string? AimedMode(ReadOnlySpan<float> plan, ReadOnlySpan<float> objectPose);

    /// <summary>Name of a label's mode for wishes: its outcome, where that has sides with the side behind (<c>rim-left</c>); the language tells.</summary>
    public string Mode(TaskLabel label) => TaskLanguages.Find(Name).ModeOf(label);
}
