using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Core;
using Forewarn.Lab.Composition;
using Forewarn.Lab.Pipeline;
using Forewarn.Lab.Training;
using Forewarn.Learning.Policies;

namespace Forewarn.Lab.Tests;

/// <summary>What the committed configurations make of the trainings.</summary>
public sealed class LabConfigTests
{
    private static readonly string[] Trainings = [.. LabSections.Schema.Names.Where(name => name.StartsWith("train_", StringComparison.Ordinal))];

    [Fact]
    public void The_cup_configuration_trains_with_the_measured_defaults() =>
        Assert.Equal(Sections(Load()), Sections(Load("cup")));

    [Fact]
    public void Debug_shrinks_every_training()
    {
        var (cup, debug) = (Sections(Load("cup")), Sections(Load("cup", "debug")));
        Assert.All(Trainings, name => Assert.NotEqual(cup[name], debug[name]));
        Assert.True(Load("cup", "debug").Get<PipelineOptions>().Play < Load("cup").Get<PipelineOptions>().Play);
    }

    [Fact]
    public void No_configuration_lowers_the_bar_for_mode_shares()
    {
        double bar = new DiffusionPolicyOptions().GateFloor;
        Assert.Equal(bar, Load("cup", "debug").Get<PolicyTrainingOptions>().Policy.GateFloor);
        Assert.InRange(bar, 0.05, 1);
    }

    [Fact]
    public async Task A_stage_that_is_none_is_refused_with_the_names_of_all()
    {
        string folder = Path.Combine(Path.GetTempPath(), "forewarn-never-made");
        var run = (await LabRun.Of("train", "all", "--only", "nonsense", "--folder", folder)).Refused("nonsense");
        foreach (string stage in new[] { "scenes", "policy-package", "latents", "verifier-text", "success" })
            Assert.Contains(stage, run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task One_of_several_stages_that_is_none_is_refused() =>
        (await LabRun.Of("train", "all", "--only", "scenes,eyes", "--folder", Path.Combine(Path.GetTempPath(), "forewarn-never-made"))).Refused("'eyes'");

    [Fact]
    public void The_eye_is_centered_on_the_scenes_unless_it_is_told_otherwise()
    {
        Assert.Equivalent(new EyeTrainingOptions(), TaskTrainings.Eye(Load("cup")), strict: true);
        var moved = TaskTrainings.Eye(Set("task.object_x=0.6", "task.range_x=0.08", "task.range_y=0")).Eye;
        Assert.Equal([0.6f, 0], moved.Center);
        Assert.Equal([0.1f, 0.01f], moved.Scale);
        var told = TaskTrainings.Eye(Set("task.object_x=0.6", "train_eye.eye.center=[0.4, 0.1]", "train_eye.eye.batch=7")).Eye;
        Assert.Equal([0.4f, 0.1f], told.Center);
        Assert.Equal(7, told.Batch);
    }

    [Fact]
    public void A_task_that_is_none_is_refused_with_the_nearest_name() =>
        Assert.Contains("Did you mean 'cup'", Assert.Throws<ForewarnException>(() => Set("task.name=cupp")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_collection_of_one_task_refuses_a_configuration_that_speaks_of_none() =>
        (await LabRun.Of("collect", "cup", Path.Combine(Path.GetTempPath(), "forewarn-never-made"), "task.name=bug")).Refused("Unknown task 'bug'");

    [Fact]
    public async Task A_key_that_no_training_has_is_refused() =>
        (await LabRun.Of("train", "all", "train_classifier.training.step=3")).Refused("step", "steps");

    private static ResolvedConfig Set(params string[] settings) => new ConfigLoader(Home.Find().Configs, LabSections.Schema).Load(["cup"], settings);

    private static ResolvedConfig Load(params string[] names) => new ConfigLoader(Home.Find().Configs, LabSections.Schema).Load(names, []);

    /// <summary>Every training section as text.</summary>
    private static Dictionary<string, string> Sections(ResolvedConfig config)
    {
        var sections = new Dictionary<string, string>();
        string name = "";
        foreach (string line in config.ToYaml().Split('\n'))
        {
            if (line.Length > 0 && char.IsLetter(line[0])) name = line.Split(':')[0];
            sections[name] = sections.GetValueOrDefault(name) + line + "\n";
        }

        return Trainings.ToDictionary(training => training, training => sections[training]);
    }
}
