using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Output;
using Forewarn.Cli.Verbs;
using Forewarn.Core;
using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Cli.Tests;

/// <summary>What follows from a task's name, and tasks of several phases on the command line.</summary>
public sealed class PhaseConfigTests
{
    [Fact]
    public void Scenes_packages_and_wishes_follow_the_tasks_name_unless_they_are_given()
    {
        var config = Load([], "task.name=fork-place", "task.range_x=0.01", "models.verifier=task-verifier");
        Assert.Equal(ManipulationTasks.Find("fork-place").Scenes with { RangeX = 0.01 }, config.Get<SceneOptions>());
        Assert.Equal(ModelNames.Of("fork-place") with { Verifier = "task-verifier" }, config.Get<ModelNames>());
        Assert.Equal("wishes-fork-place.yaml", config.Get<EvaluationOptions>().Wishes);
        Assert.Equal(new ModelNames(), Load([]).Get<ModelNames>());
        Assert.Equal(ModelNames.Of("cup"), Load(["cup"]).Get<ModelNames>());
    }

    [Fact]
    public void Every_task_has_a_configuration_with_its_own_scenes_packages_and_wishes()
    {
        foreach (var task in ManipulationTasks.All)
        {
            var config = Load([task.Name]);
            Assert.Equal(task.Scenes with { Name = task.Name }, config.Get<SceneOptions>());
            Assert.Equal($"{task.Name}-policy", config.Get<ModelNames>().Policy);
            Assert.NotEmpty(config.Wishes(Home.Find().Wishes(config.Get<EvaluationOptions>().Wishes)));
        }
    }

    [Fact]
    public void The_fork_is_two_phases_in_their_order()
    {
        string[] phases = [.. Load(["fork"]).Get<PhaseOptions>().Configs];
        Assert.Equal(["fork-pick", "fork-place"], phases);
        Assert.Empty(Load(["cup"]).Get<PhaseOptions>().Configs);
    }

    [Fact]
    public async Task Every_phase_wants_its_own_wish() =>
        Refused(await Steer("--sim", "fork", "--wish", "use the handle"), "found 1, wanted 2", "fork-pick, fork-place");

    [Fact]
    public async Task One_phase_wants_one_wish() =>
        Refused(await Steer("--wish", "use the handle", "--wish", "use the rim"), "found 2, wanted 1", "cup");

    [Fact]
    public async Task A_task_beside_the_configured_one_is_refused() =>
        Refused(await Steer("--sim", "bag", "--config", "cup", "--wish", "use the handle"), "--sim", "'bag'", "'cup'");

    [Fact]
    public async Task What_only_one_phase_can_do_is_refused() =>
        Refused(await Steer("--sim", "fork", "--wish", "a", "--wish", "b", "--film", "film.png"), "--film", "several phases");

    private static void Refused((int Exit, string Error) run, params string[] named)
    {
        Assert.Equal((int)ExitCode.Usage, run.Exit);
        Assert.All(named, word => Assert.Contains(word, run.Error, StringComparison.Ordinal));
    }

    private static async Task<(int Exit, string Error)> Steer(params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        int exit = await new ForewarnProgram("A test.", [new SteerVerb()], CliSections.Schema).RunAsync(["steer", .. arguments], Terminal.Over(output, error));
        return (exit, error.ToString());
    }

    private static ResolvedConfig Load(string[] names, params string[] settings) =>
        new ConfigLoader(Home.Find().Configs, CliSections.Schema).Load(names, settings);
}
