using Forewarn.Core;
using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Simulation.Tasks.Fork;

/// <summary>Put the fork in the hand into the left half, the middle or the right half of a bowl: the second phase.</summary>
public sealed class ForkPlaceTask : ManipulationTask
{
    public override string Name => "fork-place";

    public override SceneOptions Scenes => ForkScene.Bowl;

    public override IReadOnlyDictionary<string, double> DemoMix { get; } = new Dictionary<string, double>
    {
        ["Left"] = 0.28, ["Center"] = 0.28, ["Right"] = 0.28, ["Outside"] = 0.06, ["Tip"] = 0.05, ["Early"] = 0.05,
    };

    public override IReadOnlyDictionary<string, double> PlayMix { get; } = new Dictionary<string, double>
    {
        ["Left"] = 0.17, ["Center"] = 0.17, ["Right"] = 0.17, ["Outside"] = 0.12, ["Tip"] = 0.13, ["Early"] = 0.08, ["Elsewhere"] = 0.16,
    };

    public override ArmEnvironment Create(SceneOptions scenes) => new ForkEnvironment(ForkPhase.Place, scenes);

    public override float[] Plan(string script, ArmEnvironment environment, SceneOptions scenes, SeedStream seed) =>
        new ForkPlaceDemonstrator(scenes).Plan(Enum.Parse<ForkPlaceScript>(script), (ForkEnvironment)environment, seed);

    public override string? AimedMode(ReadOnlySpan<float> plan, ReadOnlySpan<float> objectPose) => ForkPlanMode.OfPlace(plan, objectPose);
}
