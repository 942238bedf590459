using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Learning.Training;
using Forewarn.Learning.Verifiers;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Cup;
using Forewarn.Verifier;

namespace Forewarn.Learning.Tests.Verifiers;

/// <summary>Debug-size verifiers of both baseline forms with random weights, in torch and as loaded packages.</summary>
public sealed class PackagedBaselines : IDisposable
{
    public const int Steps = 8, Size = 5;

    private readonly string folder = Path.Combine(Path.GetTempPath(), "forewarn-baselines-" + Guid.NewGuid().ToString("N"));

    public PackagedBaselines()
    {
        var vocabulary = LanguageTokenizer.Learn([CupLanguage.Language], 768);
        var stats = new ChannelStats([0.1f, -0.2f, 0, 1, 2], [1, 2, 0.5f, 1, 3]);
        Actions = Make(vocabulary, PromptForm.Actions, new(1, Size, 1, stats), ArmPlanText.Form, 11);
        Choice = Make(vocabulary, PromptForm.Choice, new(Steps, Size, 2, stats), null, 12);
        (ActionsModel, ChoiceModel) = (Load(PromptForm.Actions), Load(PromptForm.Choice));
    }

    public VerifierRun Actions { get; }

    public VerifierRun Choice { get; }

    public VerifierModel ActionsModel { get; }

    public VerifierModel ChoiceModel { get; }

    /// <summary>Plans <c>[K, 40, 5]</c> of random targets in the arm's reach.</summary>
    public static ActionProposals Plans(int count, ulong seed)
    {
        var stream = new SeedStream(seed);
        var values = new float[count * ArmTask.PlanSteps * 5];
        for (int i = 0; i < values.Length; i += 5)
            new[]
            {
                (float)stream.Uniform(0.4, 0.6), (float)stream.Uniform(-0.2, 0.2), (float)stream.Uniform(0.05, 0.4),
                (float)stream.Uniform(-1, 1), (float)stream.Uniform(0, 0.04),
            }.CopyTo(values, i);
        return new(values, count, ArmTask.PlanSpec);
    }

    public void Dispose()
    {
        foreach (var model in new[] { ActionsModel, ChoiceModel }) model.Package.Dispose();
        foreach (var run in new[] { Actions, Choice }) run.Dispose();
        Directory.Delete(folder, true);
    }

    private VerifierRun Make(BpeVocabulary vocabulary, string prompt, LatentTokenForm form, PlanText? plans, ulong seed)
    {
        var options = DecoderOptions.Debug with { Vocabulary = vocabulary.Count };
        var store = DecoderNet.Declare(new ParameterStore(new SeedStream(seed)), options);
        LatentProjector.Declare(store, Size, form.StepsPerToken, options.Width);
        var run = new VerifierRun(vocabulary, options, store, [form], prompt, plans);
        var export = new VerifierExport { Name = "cup-" + prompt, Training = new("test", seed, "none", "", "2000-01-01") };
        VerifierExporter.Write(Path.Combine(folder, prompt), run, export);
        return run;
    }

    private VerifierModel Load(string prompt) => new(ModelPackage.Load(Path.Combine(folder, prompt), ModelKind.Verifier));
}
