using Forewarn.Core;
using Forewarn.Learning.Imitation;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Reinforcement;
using Forewarn.Simulation;

namespace Forewarn.Lab.Tests.Imitation;

/// <summary>Every published setting starts with its own networks and takes a thousand steps; what is long before that is shortened.</summary>
[Collection(ImitationCollection.Name)]
public sealed class PublishedSettingsTests(SmallRuns runs)
{
    private static readonly string[] Shortened =
    [
        "method.expert_size=0", "method.offline_size=0", "loop.evaluation_episodes=1", "loop.iteration_steps=500",
    ];

    private static readonly string[] Guitar = ["method.warm_start_steps=20", "bc.steps=50"];

    // As published they take gigabytes, which a process that tests many settings does not have.
    private static readonly string[] IrlPlusPlus = ["ppo.environments=128"];

    private static readonly string[] Smiling = ["sac.start_steps=1000", "score.expert_steps=20", "score.steps_per_update=4"];

    [Theory]
    [Trait("Speed", "Slow")]
    [InlineData("guitar-hopper", "hopper-v4", "guitar")]
    [InlineData("guitar-hopper-weak", "hopper-v4", "guitar")]
    [InlineData("guitar-walker2d", "walker2d-v4", "hype-filter")]
    [InlineData("guitar-ant", "ant-v4", "hype-guitar")]
    [InlineData("guitar-humanoid", "humanoid-v4", "guitar")]
    [InlineData("guitar-antmaze", "antmaze-large-v2", "hype-guitar")]
    [InlineData("smiling-cheetah-run", "cheetah-run", "smiling")]
    [InlineData("smiling-ball-in-cup", "ball_in_cup-catch", "smiling")]
    [InlineData("smiling-humanoid-walk", "humanoid-walk", "smiling")]
    [InlineData("irlpp-hopper", "hopper-v4", "irl++")]
    [InlineData("irlpp-walker2d", "walker2d-v4", "irl++")]
    [InlineData("irlpp-humanoid", "humanoid-v4", "irl")]
    public async Task A_published_setting_starts(string config, string task, string method)
    {
        string data = Record(task);
        string[] offline = method.Contains("guitar", StringComparison.Ordinal) ? ["--offline", data] : [];
        string[] shorter = config.Split('-')[0] switch { "smiling" => Smiling, "guitar" => Guitar, _ => IrlPlusPlus };
        var run = (await LabRun.Of(
            ["train", method, "--config", config, "--expert", data, .. offline, "--steps", "1010", .. Shortened, .. shorter])).Done();
        Assert.Contains("finished after", run.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(run.Folder, "checkpoints", "best.safetensors")));
    }

    /// <summary>Every configuration of imitation is in the list above.</summary>
    [Fact]
    public void No_published_setting_is_left_out()
    {
        string[] files = [.. Directory.GetFiles(Forewarn.Cli.CommandLine.Home.Find().Configs, "*.yaml")
            .Select(f => Path.GetFileNameWithoutExtension(f)!).Where(n => n.Split('-')[0] is "guitar" or "smiling" or "irlpp")];
        var tested = typeof(PublishedSettingsTests).GetMethod(nameof(A_published_setting_starts))!.GetCustomAttributesData()
            .Where(a => a.AttributeType == typeof(InlineDataAttribute))
            .Select(a => (string)((IReadOnlyList<System.Reflection.CustomAttributeTypedArgument>)a.ConstructorArguments[0].Value!)[0].Value!);
        Assert.Equal(files.Order(), tested.Order());
    }

    private string Record(string task)
    {
        string path = runs.New($"{task}.safetensors");
        if (File.Exists(path)) return path;
        using var environment = EnvironmentCatalog.Create(task);
        var policy = new SquashedGaussianPolicy(new Mlp(
            new MlpShape(environment.StateSize, [8], 2 * environment.ActionSpec.Width), new SeedStream(1)));
        var (set, returns) = DemonstrationRecorder.Record(
            policy, environment, new() { Transitions = 1100, WholeEpisodes = false, Stochastic = true });
        TransitionFile.Write(path, set, new(task, new(DemonstrationKind.Expert), "untrained", 1, "", returns));
        return path;
    }
}
