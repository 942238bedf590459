using System.Text.Json;
using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Learning.Imitation;

namespace Forewarn.Lab.Tests.Imitation;

/// <summary>From an expert by reward over its demonstrations to imitators, on the command line.</summary>
[Collection(ImitationCollection.Name)]
public sealed class PolicyRunTests(SmallRuns runs)
{
    private static readonly string[] Compared = ["metrics.jsonl", "checkpoints/last.safetensors", "checkpoints/best.safetensors", "config.yaml"];

    [Fact]
    public void A_run_says_where_it_is_how_fast_it_is_and_how_good()
    {
        Assert.Contains("200/200 steps", runs.Expert.Output, StringComparison.Ordinal);
        Assert.Contains("steps/s", runs.Expert.Output, StringComparison.Ordinal);
        Assert.Contains("updates/s", runs.Expert.Output, StringComparison.Ordinal);
        Assert.Contains("finished after 200 steps", runs.Expert.Output, StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFiles(runs.Expert.Folder, "events.out.tfevents.*"));
    }

    [Theory]
    [InlineData("sac")]
    [InlineData("hype-guitar")]
    [InlineData("guitar", "method.resets=clone_roll_in", "bc.steps=30", "bc.hidden=[8]")]
    public async Task A_run_in_slices_is_the_run_in_one(string method, params string[] more)
    {
        string[] line = [.. method == "sac" ? [] : Data, .. more];
        string whole = (await SmallRuns.Train(method, line)).Done().Folder;
        string sliced = (await LabRun.Of(new SteppingClock(), ["train", method, "--env", "hopper-v4", "--hidden", "8", "--steps", "200",
            "--minutes", "0.05", .. line, .. SmallRuns.Small])).Done().Folder;
        Assert.NotEqual(whole, sliced);
        var little = (await LabRun.Of(new SteppingClock(), "train", method, "--resume", sliced, "--minutes", "0.001")).Done();
        Assert.Contains($"--resume {sliced}", little.Output, StringComparison.Ordinal);
        var done = (await LabRun.Of("train", method, "--resume", sliced)).Done();
        Assert.Contains("finished after 200 steps", done.Output, StringComparison.Ordinal);
        foreach (string file in Compared)
            Assert.True(File.ReadAllBytes(Path.Combine(whole, file)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(sliced, file))), file);
    }

    [Theory]
    [InlineData("mm")]
    [InlineData("filter", "loop.steps=100")]
    [InlineData("dac", "discriminator.batch=16", "discriminator.steps_per_update=2")]
    [InlineData("smiling", "score.batch=16", "score.expert_steps=5", "score.steps_per_update=2", "score.hidden=8")]
    [InlineData("irl", "ppo.environments=2", "ppo.roll_out_steps=25", "ppo.minibatches=2", "critic.steps_per_update=1")]
    [InlineData("irl++", "ppo.environments=2", "ppo.roll_out_steps=25", "ppo.minibatches=2", "critic.steps_per_update=1")]
    public async Task Every_kind_of_method_imitates(string method, params string[] more)
    {
        var run = (await SmallRuns.Train(method, [.. Data, "--seed", "3", .. more])).Done();
        using var origin = JsonDocument.Parse(File.ReadAllText(Path.Combine(run.Folder, "search.json")));
        Assert.Equal(method, origin.RootElement.GetProperty("method").GetString());
        Assert.Equal(TransitionFile.Read(runs.Data).Sha256, origin.RootElement.GetProperty("expert").GetProperty("sha256").GetString());
        Assert.Equal(3, origin.RootElement.GetProperty("provenance").GetProperty("seed").GetInt64());
        Assert.Contains("seed: 3", File.ReadAllText(Path.Combine(run.Folder, "config.yaml")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cloning_and_asking_work_on_the_same_data()
    {
        string[] small = ["--env", "hopper-v4", "--hidden", "8", "--seed", "2"];
        string cloned = (await LabRun.Of(["train", "bc", .. small, "--expert", runs.Data, "--steps", "200", "bc.log_every=100",
            "bc.evaluation_episodes=1"])).Done().Folder;
        var asked = (await LabRun.Of(["train", "dagger", .. small, "--policy", runs.Expert.Folder, "--expert", runs.Data,
            "dagger.rounds=2", "dagger.steps_per_round=50", "dagger.updates_per_round=20", "dagger.cloning.evaluation_episodes=1"])).Done();
        Assert.Contains("finished after 100 steps", asked.Output, StringComparison.Ordinal);
        // Imitators can be imitated: their runs are policies too, checkpoints included.
        string checkpoint = Directory.GetFiles(Path.Combine(cloned, "checkpoints"), "policy-*")[0];
        foreach (string policy in new[] { cloned, asked.Folder, checkpoint })
        {
            string file = runs.New(Path.GetRandomFileName());
            (await LabRun.Of("collect", "demos", file, "--env", "hopper-v4", "--policy", policy, "--episodes", "1", "--keep-short")).Done();
            Assert.Single(TransitionFile.Read(file).Info.Returns);
        }
    }

    [Fact]
    public async Task A_data_set_says_where_it_is_from()
    {
        string report = runs.New("report.json");
        var said = (await LabRun.Of("diagnose", "demos", runs.Offline, "--json", report)).Done().Output;
        Assert.Contains("hopper-v4, offline tremble 0.25: 90 transitions", said, StringComparison.Ordinal);
        Assert.Contains(runs.Expert.Folder, said, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(File.ReadAllText(report));
        Assert.Equal(11, json.RootElement.GetProperty("stateSize").GetInt32());
        Assert.Equal("expert", TransitionFile.Read(runs.Data).Info.Quality.ToString());
    }

    [Fact]
    public async Task A_policy_becomes_a_package_with_what_it_earned()
    {
        string run = (await LabRun.Of("train", "bc", "--env", "hopper-v4", "--hidden", "8", "--expert", runs.Data, "--steps", "50",
            "bc.evaluation_episodes=3")).Done().Folder, package = runs.New("package");
        (await LabRun.Of("export", "imitation", run, "--to", package)).Done();
        using var read = ModelPackage.Load(package, ModelKind.Policy);
        Assert.Contains("train bc", read.Manifest.Training.Command, StringComparison.Ordinal);
        Assert.Equal(TransitionFile.Read(runs.Data).Sha256, read.Manifest.Training.DataSha256);
        var earned = read.Manifest.Metrics["return"];
        Assert.Equal(3, earned.Count);
        Assert.InRange(earned.Value, earned.Low, earned.High);
        (await LabRun.Of("export", "imitation", runs.New("nowhere"), "--to", runs.New("nothing"))).Refused("nowhere");
        (await LabRun.Of("export", "imitation", run, "--to", runs.New("nothing"), "--state", "a,b")).Refused("state names", "11 numbers");
        Assert.False(Directory.Exists(runs.New("nothing")));
    }

    private string[] Data => ["--expert", runs.Data, "--offline", runs.Offline, "--allow-variable-lengths"];
}
