using Forewarn.Core;
using Forewarn.Lab.Composition;
using Forewarn.Learning.Training;
using Forewarn.Learning.Verifiers;
using Forewarn.Learning.WorldModels;

namespace Forewarn.Lab.Pipeline;

/// <summary>
/// The learned baselines, from the same data, the same world model and the same text stage as the verifier that they are
/// compared with. Nothing else builds on them.
/// </summary>
internal sealed partial class TaskPipeline
{
    private static readonly string[] BaselinesBuildOn = ["world", "latents", "verifier-text"];

    /// <summary>Names of the baselines' stages.</summary>
    public IEnumerable<string> BaselineNames => Baselines(CancellationToken.None).Select(stage => stage.Name);

    /// <param name="only">The stages to run, in whatever order; none = every one.</param>
    /// <param name="cancel">Stops at the next checkpoint.</param>
    /// <returns>Whether everything asked for is done; otherwise the same command goes on.</returns>
    /// <exception cref="ForewarnException">What the baselines build on is not made yet.</exception>
    public bool RunBaselines(IReadOnlyList<string> only, CancellationToken cancel)
    {
        string[] missing = [.. BaselinesBuildOn.Where(name => !File.Exists(Path.Combine(root, "done", name)))];
        if (missing.Length > 0)
        {
            throw ForewarnException.Of($"'{root}'", $"no finished stage {string.Join(", ", missing)}",
                "data, world model, latents and the verifier's text stage", "Run train all with the same --folder first.",
                ExitCode.Usage);
        }

        return Wanted(Baselines(cancel), only).All(Done);
    }

    private IEnumerable<Stage> Baselines(CancellationToken cancel) =>
    [
        new("actions", () => TrainBaseline(VerifierStage.Actions, config.Get<ActionsTrainingOptions>().Training, cancel)),
        new("actions-package", () => ExportBaseline("actions")),
        new("direct", () => TrainBaseline(VerifierStage.Direct, config.Get<DirectTrainingOptions>().Training, cancel)),
        new("direct-package", () => ExportBaseline("direct")),
        new("value", () => TrainClassifier(ClassTargets.Value(Language), cancel)),
    ];

    private bool TrainBaseline(VerifierStage stage, VerifierTrainingOptions options, CancellationToken cancel)
    {
        string name = stage == VerifierStage.Actions ? "actions" : "direct";
        long joint = config.Get<JointTrainingOptions>().Training.Training.Steps;
        if (options.Training.Steps < joint)
        {
            throw ForewarnException.Of(
                $"train_{name}: steps", $"{options.Training.Steps}", $"at least {joint} as the verifier's stage has",
                "A baseline that is trained less loses for that alone: give it as many updates.", ExitCode.Usage);
        }

        bool present = stage == VerifierStage.Actions;
        // The present is one step and therefore one token, whatever the stages that read the future are set to.
        int stepsPerToken = present ? 1 : options.Verifier.StepsPerToken;
        options = options with { Verifier = options.Verifier with { Stage = stage, StepsPerToken = stepsPerToken, Tasks = [_task.Name] } };
        var latents = present ? Present() : Latents();
        return Finished(name, options.Training, (t, f, r) => VerifierTraining.Run(
            options with { Training = t }, f, [latents], At("verifier-text").Path, r, Progress(), session.Time, cancel));
    }

    private bool ExportBaseline(string name)
    {
        using var run = VerifierRun.Load(At(name).Path);
        VerifierExporter.Write(Package(name), run, new VerifierExport
        {
            Name = Name(name), Training = Provenance(Episodes), Metrics = HeldOutFigures.Read(At(name)),
        });
        return true;
    }

    /// <summary>What can be read without foresight: the posterior of every first frame, and the plan.</summary>
    private LatentNarrations Present() => WithStores(stores =>
    {
        using var model = WorldModelTraining.Load(At("world"));
        var present = PresentLatents.Of(model, stores);
        return LatentNarrations.WithoutForesight(present, model.Options.LatentSize, stores, ArmPlanText.Form);
    });
}
