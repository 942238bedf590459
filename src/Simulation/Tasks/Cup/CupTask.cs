using Forewarn.Core;
using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Simulation.Tasks.Cup;

/// <summary>Pick up a mug by its handle, its rim or around its body.</summary>
public sealed class CupTask : ManipulationTask
{
    /// <summary>Tilt beyond which the mug counts as tipped over, rad; left alone it falls from some 0.9 rad on.</summary>
    public const double TippedAngle = Math.PI / 3;

    public override string Name => "cup";

    public override SceneOptions Scenes => new();

    /// <remarks>
    /// Every wished mode needs 0.25 to 0.50: base success is share times fidelity, and a rarer mode cannot be drawn reliably.
    /// </remarks>
    public override IReadOnlyDictionary<string, double> DemoMix { get; } = new Dictionary<string, double>
    {
        ["Handle"] = 0.29, ["RimLeft"] = 0.17, ["RimRight"] = 0.17, ["Body"] = 0.27, ["Slip"] = 0.06, ["Knock"] = 0.04,
    };

    public override IReadOnlyDictionary<string, double> PlayMix { get; } = new Dictionary<string, double>
    {
        ["Handle"] = 0.15, ["RimLeft"] = 0.08, ["RimRight"] = 0.08, ["Body"] = 0.14, ["Slip"] = 0.12, ["Knock"] = 0.11, ["Miss"] = 0.32,
    };

    public override ArmEnvironment Create(SceneOptions scenes) => new CupEnvironment(scenes);

    public override float[] Plan(string script, ArmEnvironment environment, SceneOptions scenes, SeedStream seed) =>
        new CupDemonstrator(scenes).Plan(Enum.Parse<CupScript>(script), (CupEnvironment)environment, seed);

    public override string? AimedMode(ReadOnlySpan<float> plan, ReadOnlySpan<float> objectPose) => CupPlanMode.Of(plan, objectPose);
}
