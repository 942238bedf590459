using Forewarn.Core;
using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Simulation.Tasks.Drawer;

/// <summary>Open a drawer by its knob, its bar or its ledge, half way or fully.</summary>
public sealed class DrawerTask : ManipulationTask
{
    /// <summary>How far the drawer goes, m.</summary>
    public const double Travel = 0.11;

    public override string Name => "drawer";

    /// <remarks>The middle lies to the robot's right, so that the open drawer stays in the picture.</remarks>
    public override SceneOptions Scenes => new() { Name = "drawer", ObjectY = -0.03, RangeX = 0.05, RangeY = 0.07, RangeYaw = 0.6 };

    public override IReadOnlyDictionary<string, double> DemoMix { get; } = new Dictionary<string, double>
    {
        ["Knob"] = 0.29, ["Bar"] = 0.28, ["Ledge"] = 0.28, ["Slip"] = 0.08, ["Push"] = 0.07,
    };

    public override IReadOnlyDictionary<string, double> PlayMix { get; } = new Dictionary<string, double>
    {
        ["Knob"] = 0.13, ["Bar"] = 0.13, ["Ledge"] = 0.13, ["Slip"] = 0.15, ["Push"] = 0.14, ["Miss"] = 0.32,
    };

    public override ArmEnvironment Create(SceneOptions scenes) => new DrawerEnvironment(scenes);

    public override float[] Plan(string script, ArmEnvironment environment, SceneOptions scenes, SeedStream seed) =>
        new DrawerDemonstrator(scenes).Plan(Enum.Parse<DrawerScript>(script), (DrawerEnvironment)environment, seed);

    public override string? AimedMode(ReadOnlySpan<float> plan, ReadOnlySpan<float> objectPose) => DrawerPlanMode.Of(plan, objectPose);
}
