using Forewarn.Core;
using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Simulation.Tasks.Bag;

/// <summary>Pick up a bag of chips by its corner, by its crimped edge or around its middle, without crushing it.</summary>
public sealed class BagTask : ManipulationTask
{
    public override string Name => "bag";

    public override SceneOptions Scenes => new() { Name = "bag", RangeX = 0.05, RangeY = 0.10, RangeYaw = 0.6 };

    /// <remarks>
    /// Every wished mode needs 0.25 to 0.50: base success is share times fidelity, and a rarer mode cannot be drawn reliably.
    /// </remarks>
    public override IReadOnlyDictionary<string, double> DemoMix { get; } = new Dictionary<string, double>
    {
        ["Corner"] = 0.28, ["Edge"] = 0.28, ["Middle"] = 0.16, ["MiddleHard"] = 0.12, ["Crush"] = 0.08, ["Drop"] = 0.08,
    };

    public override IReadOnlyDictionary<string, double> PlayMix { get; } = new Dictionary<string, double>
    {
        ["Corner"] = 0.14, ["Edge"] = 0.14, ["Middle"] = 0.09, ["MiddleHard"] = 0.07, ["Crush"] = 0.11, ["Drop"] = 0.11, ["Loose"] = 0.06,
        ["Miss"] = 0.28,
    };

    public override ArmEnvironment Create(SceneOptions scenes) => new BagEnvironment(scenes);

    public override float[] Plan(string script, ArmEnvironment environment, SceneOptions scenes, SeedStream seed) =>
        new BagDemonstrator(scenes).Plan(Enum.Parse<BagScript>(script), (BagEnvironment)environment, seed);

    public override string? AimedMode(ReadOnlySpan<float> plan, ReadOnlySpan<float> objectPose) => BagPlanMode.Of(plan, objectPose);
}
