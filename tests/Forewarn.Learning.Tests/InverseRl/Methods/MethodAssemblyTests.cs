using Forewarn.Core;
using Forewarn.Learning.Imitation;
using Forewarn.Learning.InverseRl;
using Forewarn.Learning.InverseRl.Methods;
using Forewarn.Learning.InverseRl.Replay;
using Forewarn.Learning.Reinforcement;
using Forewarn.Simulation;
using Xunit;

namespace Forewarn.Learning.Tests.InverseRl.Methods;

public sealed class MethodAssemblyTests
{
    private static readonly EnvironmentEntry Task = new("line", "a point on a line", 20, false, () => new LineEnvironment());

    public static TheoryData<string> Names => [.. MethodRows.All.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_row_runs(string name)
    {
        using var parts = Build(name, SmallMethods.Of(name));
        var loop = new IrlLoop(parts, SmallMethods.Of(name).Loop);
        while (loop.Steps < loop.Total) Assert.All(loop.Advance(), figure => Assert.True(double.IsFinite(figure.Value), figure.Key));
        Assert.NotEmpty(loop.Evaluations);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_defaults_of_every_row_are_sound(string name) => MethodDefaults.Of(MethodRows.Find(name)).Validate();

    [Fact]
    public void Hybrid_rows_learn_from_the_expert_too_and_guitar_starts_where_offline_data_are()
    {
        var options = SmallMethods.Of("guitar");
        options = options with { Method = options.Method with { ResetProbability = 1 } };
        using var parts = Build("guitar", options);
        // Offline episodes go right at half speed: only they can have brought a start beyond the task's own 0.1.
        Assert.All(Enumerable.Range(0, 5), _ => parts.Episodes.Restart());
        Assert.Contains(Enumerable.Range(0, 20).Select(_ =>
        {
            parts.Episodes.Restart();
            return parts.Episodes.States[0];
        }), x => x > 0.3f);
    }

    [Fact]
    public void A_cloned_roll_in_starts_episodes_later()
    {
        var options = SmallMethods.Of("guitar");
        options = options with { Method = options.Method with { Resets = ResetKind.CloneRollIn, ResetProbability = 1 } };
        using var parts = MethodAssembly.Build(MethodRows.Find("guitar"), options, Task, Task.Create,
            new(Line.Walks(20, 20), RollIn: new Line.Constant(0.5f)));
        parts.Episodes.Restart();
        Assert.True(parts.Episodes.Counts.RollIn > 0);
    }

    [Fact]
    public void A_warm_start_clones_the_expert_before_the_first_step()
    {
        var options = SmallMethods.Of("mm");
        options = options with { Method = options.Method with { WarmStartSteps = 400 }, Cloning = options.Cloning with { LearningRate = 1e-2 } };
        using var parts = Build("mm", options);
        var action = new float[1];
        parts.Optimizer.Policy.Act([0.2f], action, null);
        Assert.Equal(0.5f, action[0], 0.1f);
    }

    [Theory]
    [InlineData("mm", "expert data of mm", "--expert")]
    [InlineData("guitar", "offline data of guitar", "--offline")]
    public void Missing_data_are_named(string name, params string[] parts)
    {
        var data = name == "mm" ? new MethodData() : new MethodData(Line.Walks(20));
        var fault = Assert.Throws<ForewarnException>(() =>
            MethodAssembly.Build(MethodRows.Find(name), SmallMethods.Of(name), Task, Task.Create, data));
        foreach (string part in parts) Assert.Contains(part, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Episodes_that_can_end_early_must_be_allowed()
    {
        var risky = Task with { EndsEarly = true };
        var options = SmallMethods.Of("mm");
        MethodData data = new(Line.Walks(20, 20));
        var fault = Assert.Throws<ForewarnException>(() => MethodAssembly.Build(MethodRows.Find("mm"), options, risky, risky.Create, data));
        Assert.Contains("end early", fault.Message, StringComparison.Ordinal);
        MethodAssembly.Build(MethodRows.Find("mm"), options with { Method = options.Method with { AllowVariableLengths = true } },
            risky, risky.Create, data).Dispose();
        // Reinforcement learning by the task's own reward needs no permission.
        MethodAssembly.Build(MethodRows.Find("sac"), SmallMethods.Of("sac"), risky, risky.Create, new()).Dispose();
    }

    [Fact]
    public void Data_of_other_sizes_are_refused()
    {
        var strange = new TransitionSet(2, 1, [0, 0], [0], [0, 0], [0], [1], [0], []);
        Assert.Contains("1 and 1", Assert.Throws<ForewarnException>(() => MethodAssembly.Build(
            MethodRows.Find("mm"), SmallMethods.Of("mm"), Task, Task.Create, new(strange))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hybrid_row_cannot_search_on_policy()
    {
        var options = SmallMethods.Of("hype");
        Assert.Contains("sac or td3", Assert.Throws<ForewarnException>(() => Build("hype",
            options with { Method = options.Method with { Optimizer = OptimizerKind.Ppo } })).Message, StringComparison.Ordinal);
    }

    private static IrlParts Build(string name, MethodOptions options) => MethodAssembly.Build(
        MethodRows.Find(name), options, Task, Task.Create, new(Line.Walks(20, 20), Line.Walks(20, 20, 20)));
}
