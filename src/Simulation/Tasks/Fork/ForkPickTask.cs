using Forewarn.Core;
using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Simulation.Tasks.Fork;

/// <summary>Pick a fork up by its handle, its neck or its tines: the first phase of bringing it into a bowl.</summary>
public sealed class ForkPickTask : ManipulationTask
{
    public override string Name => "fork-pick";

    public override SceneOptions Scenes => ForkScene.Fork;

    public override IReadOnlyDictionary<string, double> DemoMix { get; } = new Dictionary<string, double>
    {
        ["Handle"] = 0.28, ["Neck"] = 0.28, ["Tines"] = 0.28, ["Drop"] = 0.16,
    };

    public override IReadOnlyDictionary<string, double> PlayMix { get; } = new Dictionary<string, double>
    {
        ["Handle"] = 0.17, ["Neck"] = 0.17, ["Tines"] = 0.17, ["Drop"] = 0.18, ["Miss"] = 0.31,
    };

    public override ArmEnvironment Create(SceneOptions scenes) => new ForkEnvironment(ForkPhase.Pick, scenes);

    public override float[] Plan(string script, ArmEnvironment environment, SceneOptions scenes, SeedStream seed) =>
        new ForkPickDemonstrator(scenes).Plan(Enum.Parse<ForkPickScript>(script), (ForkEnvironment)environment, seed);

    public override string? AimedMode(ReadOnlySpan<float> plan, ReadOnlySpan<float> objectPose) => ForkPlanMode.OfPick(plan, objectPose);
}
