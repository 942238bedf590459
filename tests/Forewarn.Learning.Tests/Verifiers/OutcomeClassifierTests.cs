using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Learning.Training;
using Forewarn.Learning.Verifiers;
using Forewarn.Simulation.Tasks.Cup;
using Forewarn.Verifier;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Verifiers;

public sealed class OutcomeClassifierTests : IDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "forewarn-classifier-" + Guid.NewGuid().ToString("N"));

    [Fact]
    public async Task It_learns_separable_outcomes_and_its_package_gives_the_same_probabilities()
    {
        var latents = SyntheticLatents.Make(200, 8, 6, seed: 3);
        string package = Path.Combine(folder, "cup-outcome");
        var options = new ClassifierTrainingOptions();
        options = options with { Training = options.Training with { Steps = 200, EvaluateEvery = 0 } };
        var export = new VerifierExport { Training = new("test", 1, "none", "", "2000-01-01") };
        var result = ClassifierTraining.Run(options, latents, ClassTargets.Outcome(CupLanguage.Language), RunFolder.At(Path.Combine(folder, "run")), package, export);
        Assert.True(result.Evaluation["eval/accuracy/predicted"] > 0.9, $"{result.Evaluation["eval/accuracy/predicted"]}");

        using var loaded = ModelPackage.Load(package, ModelKind.Classifier);
        using var classifier = new LatentOutcomeClassifier(loaded);
        Assert.Equal(["handle", "rim", "body", "slip", "knock", "miss"], classifier.Classes);
        int stride = 8 * 6;
        var rollout = new LatentRollout(latents.Predicted[..(4 * stride)], new float[32], 4, 8, 6);
        var got = await classifier.ClassifyAsync(rollout, default);
        for (int k = 0; k < 4; k++) Assert.Equal(1, got.AsSpan(k * 6, 6).ToArray().Sum(), 1e-5);

        using var scope = NewDisposeScope();
        using var guard = no_grad();
        using var store = OutcomeClassifierNet.Declare(new ParameterStore(new SeedStream(0)), 6, 64, 6);
        Checkpoint.LoadWeights(result.Checkpoint, store);
        var values = tensor(latents.Gather([0, 1, 2, 3], _ => true), 4, 8, 6);
        var want = nn.functional.softmax(OutcomeClassifierNet.Forward(store, values), 1).view(-1).data<float>().ToArray();
        for (int i = 0; i < want.Length; i++) Assert.Equal(want[i], got[i], 1e-5);
        await Assert.ThrowsAsync<ForewarnException>(async () => await classifier.ClassifyAsync(rollout with { Size = 5 }, default));
    }

    [Fact]
    public void The_wish_blind_baseline_calls_only_the_handle_a_success()
    {
        foreach (var outcome in Enum.GetValues<CupOutcome>())
            Assert.Equal(outcome == CupOutcome.Handle ? 1 : 0, ClassTargets.Success(CupLanguage.Language).Of(new CupLabel(outcome, 0, 0, 0).Words));
    }

    public void Dispose()
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, true);
    }
}
