using System.Text.Json;
using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Lab.Quantization;
using Forewarn.Verifier;

namespace Forewarn.Lab.Tests;

/// <summary><c>train all</c> from nothing to packages that steer.</summary>
[Collection(PipelineCollection.Name)]
public sealed class PipelineTests(DebugPipeline pipeline)
{
    private static readonly string[] Stages =
    [
        "scenes", "demos", "eye", "policy", "policy-package", "rollouts", "play", "world", "world-package", "latents", "verifier-text",
        "verifier", "verifier-package", "outcome", "success",
    ];

    [Fact]
    public void A_slice_ends_inside_a_training_and_the_same_command_goes_on()
    {
        Assert.Contains("eye: stopped at step", pipeline.Sliced.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("policy ...", pipeline.Sliced.Output, StringComparison.Ordinal);
        Assert.Contains("eye: 8 steps", pipeline.Finished.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("scenes ...", pipeline.Finished.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_stage_leaves_a_mark_and_a_third_run_has_nothing_to_do()
    {
        Assert.Equal(Stages.Order(), Directory.GetFiles(Path.Combine(pipeline.Root, "done")).Select(Path.GetFileName).Order());
        var again = (await pipeline.Again()).Done();
        Assert.DoesNotContain("...", again.Output, StringComparison.Ordinal);
        Assert.Contains("done: packages are in", again.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cup-policy", ModelKind.Policy)]
    [InlineData("cup-world", ModelKind.WorldModel)]
    [InlineData("cup-verifier", ModelKind.Verifier)]
    [InlineData("cup-outcome", ModelKind.Classifier)]
    [InlineData("cup-success", ModelKind.Classifier)]
    public void A_package_loads_and_says_where_it_comes_from(string name, string kind)
    {
        using var package = ModelPackage.Load(pipeline.Package(name), kind);
        Assert.Equal(name, package.Manifest.Name);
        var training = package.Manifest.Training;
        Assert.Contains("train all --config cup debug", training.Command, StringComparison.Ordinal);
        Assert.Equal(1UL, training.Seed);
        Assert.NotEmpty(training.Revision);
        Assert.NotEmpty(training.DataSha256);
    }

    [Fact]
    public async Task The_packages_steer_an_episode()
    {
        string json = pipeline.New("decision.json");
        string[] line = ["steer", "--wish", "pick up the mug by the handle", "--config", "cup", "debug", "--json", json];
        var run = (await LabRun.Of([.. line, "steering.deadline_ms=60000", .. pipeline.Models])).Done();
        Assert.Contains("mode 1", run.Output, StringComparison.Ordinal);
        using var decision = JsonDocument.Parse(File.ReadAllText(json));
        Assert.True(decision.RootElement.TryGetProperty("narrations", out _));
    }

    [Fact]
    public async Task The_packages_go_through_an_evaluation()
    {
        string wishes = pipeline.New("wishes.yaml"), json = pipeline.New("results.json");
        File.WriteAllText(wishes, """
            - { text: "pick up the mug by the handle", accept: [handle], reject: [rim], group: trained }
            - { text: "pick up the mug by the rim", accept: [rim], reject: [handle], group: trained }
            """);
        string[] line = ["eval", "steering", "--episodes", "2", "--config", "cup", "debug", "--wishes", wishes, "--json", json];
        (await LabRun.Of([.. line, "steering.deadline_ms=60000", .. pipeline.Models])).Done();
        using var results = JsonDocument.Parse(File.ReadAllText(json));
        Assert.Equal(2, results.RootElement.GetProperty("scenes").GetInt32());
    }

    /// <summary>Whether barely trained packages pass is left to the gate; what is written and said must follow from it.</summary>
    [Fact]
    public async Task The_eight_bit_verifier_is_written_exactly_if_it_passes()
    {
        string to = pipeline.New("cup-verifier-int8"), json = pipeline.New("ranking.json");
        var run = await LabRun.Of(
            ["export", "int8", "--scenes", "2", "--to", to, "--json", json, "--config", "cup", "debug", "steering.deadline_ms=60000", .. pipeline.Models]);
        using var found = JsonDocument.Parse(File.ReadAllText(json));
        int wishes = Math.DivRem(found.RootElement.GetProperty("sameChoice").GetProperty("count").GetInt32(), 2, out int odd);
        Assert.True(wishes > 1 && odd == 0);
        Assert.Equal(run.Exit == (int)ExitCode.Done, Directory.Exists(to));
        Assert.Equal(run.Exit == (int)ExitCode.Failed, (run.Output + run.Error).Contains("stay with floats", StringComparison.Ordinal));
    }

    [Fact]
    public void An_eight_bit_verifier_is_a_package_of_its_own_with_the_figures_of_its_gate()
    {
        string to = pipeline.New("small");
        using var original = ModelPackage.Load(pipeline.Package("cup-verifier"), ModelKind.Verifier);
        var figures = new Dictionary<string, MetricInterval> { ["ranking/regret"] = new(0.001, -0.002, 0.004, 60) };
        Int8Verifier.Write(to, original, figures);
        using var small = ModelPackage.Load(to, ModelKind.Verifier);
        Assert.Equal("small", small.Manifest.Name);
        Assert.Equal(figures["ranking/regret"], small.Manifest.Metrics["ranking/regret"]);
        Assert.Superset(original.Manifest.Metrics.Keys.ToHashSet(), small.Manifest.Metrics.Keys.ToHashSet());
        Assert.Equal(original.Manifest.Training, small.Manifest.Training);
        Assert.Equal(original.Manifest.Settings.Keys, small.Manifest.Settings.Keys);
        Assert.Contains("ranking/regret: 0.001 [-0.002, 0.004], n = 60", File.ReadAllText(Path.Combine(to, "MODELCARD.md")));
        using var narrator = new LatentNarrator(new VerifierModel(small));
        narrator.WarmUp(2);
        // Once more would round what is rounded already.
        Assert.Equal(ExitCode.Usage, Assert.Throws<ForewarnException>(() => Int8Verifier.Write(pipeline.New("again"), small, figures)).ExitCode);
    }
}
