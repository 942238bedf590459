using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Configs;
using Forewarn.Simulation.Tasks.Cup;
using Forewarn.Steering;

namespace Forewarn.Cli.Tests;

/// <summary>The committed files under <c>launch/configs</c>.</summary>
public sealed class ShippedConfigTests
{
    private static readonly Home Installation = Home.Find();

    [Fact]
    public void The_cup_task_is_the_one_its_defaults_describe()
    {
        var config = Load("cup");
        Assert.Equal(new CupOptions(), config.Get<CupOptions>());
        var steering = config.Get<SteeringOptions>();
        Assert.Equal((64, 6, 2.0, 40, 40),
            (steering.Proposals, steering.Modes, steering.Radius, steering.PredictionHorizon, steering.ActionHorizon));
        Assert.Equal(CupTask.PlanSpec.Names.Order(), config.Get<GuardOptions>().Ranges.Keys.Order());
        Assert.All(config.Get<GuardOptions>().Rates.Keys, column => Assert.Contains(column, CupTask.PlanSpec.Names));
    }

    [Fact]
    public void No_learned_baseline_is_named_and_every_one_can_be()
    {
        Assert.Equal(new BaselineNames(), Load("cup").Get<BaselineNames>());
        var named = new ConfigLoader(Installation.Configs, CliSections.Schema)
            .Load(["cup"], ["baselines.action_text=a", "baselines.direct_category=b", "baselines.value_critic=c"]).Get<BaselineNames>();
        Assert.Equal(new BaselineNames { ActionText = "a", DirectCategory = "b", ValueCritic = "c" }, named);
    }

    [Fact]
    public void Debug_shrinks_the_work_and_leaves_the_task_alone()
    {
        var (cup, debug) = (Load("cup"), Load("cup", "debug"));
        Assert.Equal(cup.Get<CupOptions>(), debug.Get<CupOptions>());
        Assert.True(debug.Get<EvaluationOptions>().Episodes < cup.Get<EvaluationOptions>().Episodes);
        Assert.True(debug.Get<SteeringOptions>().Proposals < cup.Get<SteeringOptions>().Proposals);
    }

    [Fact]
    public void Wishes_cover_every_mode_in_every_phrasing()
    {
        var wishes = WishList.Load(Path.Combine(Installation.Configs, "wishes-cup.yaml"));
        foreach (string group in new[] { "trained", "unseen phrasing" })
        {
            foreach (string outcome in new[] { "handle", "rim" })
                Assert.Contains(wishes, wish => wish.Group == group && wish.Accept.Contains(outcome));
        }

        foreach (string group in new[] { "one side", "one side unseen" })
        {
            foreach (string outcome in new[] { "rim-left", "rim-right" })
                Assert.Contains(wishes, wish => wish.Group == group && wish.Accept.Contains(outcome));
        }

        Assert.Equal(wishes.Count, wishes.Select(wish => wish.Text).Distinct().Count());
        Assert.All(wishes.Where(wish => !wish.Neutral), wish => Assert.NotEmpty(wish.Reject));
    }

    private static ResolvedConfig Load(params string[] names) =>
        new ConfigLoader(Installation.Configs, CliSections.Schema).Load(names, []);
}
