using Forewarn.Core;
using Forewarn.Cli.CommandLine;
using Forewarn.Inference;
using Forewarn.WorldModel;

namespace Forewarn.Lab.Tests;

/// <summary>Every training on its own, with the packages and latents made from its run folder.</summary>
[Collection(PipelineCollection.Name)]
public sealed class TrainVerbTests(DebugPipeline pipeline)
{
    private static readonly string[] Debug = ["--config", "cup", "debug", "--seed", "5"];

    [Fact]
    public async Task An_eye_and_a_policy_become_a_package()
    {
        var eye = await Train("eye", "--data", pipeline.Data("scenes"));
        var policy = await Train(
            "policy", "--data", pipeline.Data("demos"), "--scenes", pipeline.Data("scenes"), "--eye", eye.Folder);
        var package = await Export("policy", policy, "own-policy", "--eye", eye.Folder);
        Assert.Equal("own-policy", package.Name);
        Assert.Equal(10, package.Settings["demonstrations"].GetInt32());
        Assert.Equal(20, package.Settings["pretrainingScenes"].GetInt32());
    }

    [Fact]
    public async Task A_world_model_becomes_a_package_and_latents_that_a_verifier_and_a_classifier_learn_from()
    {
        var world = await Train("world-model", pipeline.AllData);
        Assert.Equal("own-world", (await Export("world-model", world, "own-world")).Name);

        string latents = pipeline.New("own-latents");
        (await LabRun.Of(["export", "latents", world.Folder, "--to", latents, .. pipeline.AllData])).Done();
        Assert.True(File.Exists(Path.Combine(latents, "latents.json")));

        var text = await Train("verifier");
        var joint = await Train("verifier", ["--latents", latents, "--from", text.Folder, .. pipeline.AllData]);
        Assert.Equal("own-verifier", (await Export("verifier", joint, "own-verifier")).Name);

        string package = pipeline.New("own-outcome");
        await Train("classifier", ["--latents", latents, "--to", package, .. pipeline.AllData]);
        using var classifier = ModelPackage.Load(package, ModelKind.Classifier);
        Assert.Contains("train classifier", classifier.Manifest.Training.Command, StringComparison.Ordinal);
        (await LabRun.Of("export", "verifier", text.Folder, "--to", pipeline.New("text-only"))).Refused("text stage only");
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Recorded_latents_become_safety_heads_of_the_world_model_they_are_of()
    {
        string data = pipeline.New("safety-data"), package = pipeline.New("own-safety");
        string[] collect = ["collect", "cup-safety", data, .. Debug];
        Assert.Contains("20 episodes", (await LabRun.Of(collect)).Done().Output, StringComparison.Ordinal);
        await Train("cup-safety", "--data", data, "--to", package);
        using var world = ModelPackage.Load(Path.Combine(Home.Find().Models, "cup-world"), ModelKind.WorldModel);
        using var safety = ModelPackage.Load(package, ModelKind.Safety);
        using var model = new SafetyModel(safety, world.Manifest);
        Assert.Equal(0.5, model.Alpha);
        Assert.Throws<ForewarnException>(() => new SafetyModel(safety, world.Manifest with { Graphs = [world.Manifest.Graphs[0]] }));
        (await LabRun.Of("train", "cup-safety", "--data", data, "--data", data)).Refused("--data", "one");
    }

    [Theory]
    [InlineData("eye")]
    [InlineData("policy")]
    [InlineData("world-model")]
    [InlineData("verifier")]
    [InlineData("classifier")]
    public async Task A_training_that_was_cut_off_goes_on_in_its_folder(string model)
    {
        string[] line = ["train", model, .. Inputs(model), .. Debug];
        var cut = (await LabRun.Of(new SteppingClock(), [.. line, "--minutes", "0.05"])).Done();
        Assert.Contains("stopped at step", cut.Output, StringComparison.Ordinal);
        var resumed = (await LabRun.Of([.. line, "--resume", cut.Folder])).Done();
        Assert.Equal(cut.Folder, resumed.Folder);
        Assert.Contains("finished after", resumed.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("eye")]
    [InlineData("policy")]
    [InlineData("world-model")]
    [InlineData("classifier")]
    public async Task Data_that_are_none_are_named(string model)
    {
        string nothing = pipeline.New("no-data");
        string[] line = ["train", model, .. Inputs(model), .. Debug];
        line[Array.IndexOf(line, "--data") + 1] = nothing;
        int before = pipeline.RunFolders;
        (await LabRun.Of(line)).Refused(nothing, "a recorded data set");
        Assert.Equal(before, pipeline.RunFolders);
    }

    [Fact]
    public async Task Latents_of_other_data_are_refused() =>
        (await LabRun.Of(["train", "classifier", "--latents", Latents, "--data", pipeline.Data("play"), .. Debug])).Refused("hashes of other data sets");

    [Fact]
    public async Task A_joint_stage_needs_the_run_of_a_text_stage()
    {
        string[] joint = ["train", "verifier", "--latents", Latents, .. pipeline.AllData, .. Debug];
        (await LabRun.Of(joint)).Refused("--from", "text stage");
        string world = Path.Combine(pipeline.Root, "world");
        (await LabRun.Of([.. joint, "--from", world])).Refused(world, "no verifier.json");
        (await LabRun.Of([.. joint, "--from", pipeline.New("nowhere")])).Refused("nowhere");
    }

    [Fact]
    public async Task A_folder_that_holds_no_run_cannot_be_gone_on_with()
    {
        string nowhere = pipeline.New("nowhere");
        (await LabRun.Of(["train", "verifier", "--resume", nowhere, .. Debug])).Refused("--resume", nowhere);
        Assert.False(Directory.Exists(nowhere));
    }

    [Theory]
    [InlineData("policy")]
    [InlineData("world-model")]
    [InlineData("verifier")]
    public async Task A_folder_that_holds_no_run_cannot_be_exported(string model)
    {
        string data = pipeline.Data("play");
        string[] before = Directory.GetFileSystemEntries(data);
        (await LabRun.Of("export", model, data, "--to", pipeline.New("nothing"))).Refused(data);
        Assert.Equal(before, Directory.GetFileSystemEntries(data));
        Assert.False(Directory.Exists(pipeline.New("nothing")));
    }

    private string Latents => Path.Combine(pipeline.Root, "latents");

    private IEnumerable<string> Inputs(string model) => model switch
    {
        "eye" => ["--data", pipeline.Data("scenes")],
        "policy" => ["--data", pipeline.Data("demos"), "--scenes", pipeline.Data("scenes"), "--eye", Path.Combine(pipeline.Root, "eye")],
        "world-model" => pipeline.AllData,
        "verifier" => [],
        _ => [.. pipeline.AllData, "--latents", Latents, "--to", pipeline.New("resumed-outcome")],
    };

    private static async Task<LabRun> Train(string model, params IEnumerable<string> inputs)
    {
        var run = (await LabRun.Of(["train", model, .. inputs, .. Debug])).Done();
        foreach (string file in new[] { "config.yaml", "metrics.jsonl", "origin.json", "checkpoints/last.safetensors" })
            Assert.True(File.Exists(Path.Combine(run.Folder, file)), $"{model}: no {file}");
        return run;
    }

    private async Task<ModelManifest> Export(string model, LabRun training, string name, params IEnumerable<string> more)
    {
        string to = pipeline.New(name);
        (await LabRun.Of(["export", model, training.Folder, "--to", to, .. more])).Done();
        using var package = ModelPackage.Load(to);
        var origin = package.Manifest.Training;
        Assert.Contains($"train {model}", origin.Command, StringComparison.Ordinal);
        Assert.Equal(5UL, origin.Seed);
        Assert.NotEmpty(origin.Revision);
        return package.Manifest;
    }
}
