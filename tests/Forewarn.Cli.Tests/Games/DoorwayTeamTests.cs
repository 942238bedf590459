using Forewarn.Cli.Studies.RightOfWay;
using Forewarn.Core;
using Forewarn.Games;
using Forewarn.Simulation.Worlds;

namespace Forewarn.Cli.Tests.Games;

public sealed class DoorwayTeamTests
{
    private readonly DoorwayGame _doorway = DoorwayGame.Fit(new DoorwayOptions(), 1500, 12, 0.5, new SeedStream(1));
    private readonly DoorwayTeam _team = new(new DoorwayOptions());

    [Fact]
    public void Each_robot_is_told_its_own_part_alone()
    {
        var steps = _team.Play(_doorway.Game, _doorway.Expert, null, new SeedStream(2));
        Assert.All(steps, step => Assert.Equal(step.Told, step.Played));
        Assert.Equal([12, 12], _team.Robots.Select(robot => robot.Heard));
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(1, _team.Graph.CountPublishers(DoorwayTopics.Recommendation(i)));
            Assert.Equal(1, _team.Graph.CountSubscriptions(DoorwayTopics.Recommendation(i)));
        }
        Assert.Equal(2, _team.Graph.CountSubscriptions(DoorwayTopics.Situation));
    }

    [Fact]
    public void Episodes_follow_from_their_seed()
    {
        var first = Totals(7, _doorway.Uniform, null);
        Totals(8, _doorway.Uniform, null);
        Assert.Equal(first, Totals(7, _doorway.Uniform, null));
        using var other = new DoorwayTeam(new DoorwayOptions());
        Assert.Equal(first, other.Play(_doorway.Game, _doorway.Uniform, null, new SeedStream(7)).Select(s => s.Rewards[0]));
    }

    /// <summary>Only the deviator does something else than it is told, and only what its map says.</summary>
    [Fact]
    public void A_deviator_answers_by_its_map()
    {
        var worst = Regret.Of(_doorway.Game, _doorway.LetsThrough, DeviationClass.Swap).Worst;
        var actions = _doorway.Game.Actions;
        int departed = 0;
        for (int n = 0; n < 20; n++)
        {
            var steps = _team.Play(_doorway.Game, _doorway.LetsThrough, worst, new SeedStream(9).Child("n", n));
            for (int h = 0; h < steps.Count; h++)
            {
                int told = actions.Of(steps[h].Told, worst.Agent);
                Assert.Equal(actions.With(steps[h].Told, worst.Agent, worst.Answer(h, steps[h].State, told)), steps[h].Played);
                if (steps[h].Told != steps[h].Played) departed++;
            }
        }
        Assert.True(departed > 5);
    }

    /// <summary>The claim itself, small: equal values, and a barger that gains where it is let through, in the fitted game and in the simulator.</summary>
    [Fact]
    public void Who_lets_a_barger_through_copies_values_and_not_robustness()
    {
        var gap = RegretGap.Of(_doorway.Game, _doorway.Expert, _doorway.LetsThrough);
        Assert.Equal(0, gap.ValueGap, 1e-12);
        Assert.InRange(gap.Gap, 0.8, 3);
        int who = gap.Learner.Worst.Agent;
        double[] gains = [.. Enumerable.Range(0, 300).Select(n => Gain(n))];
        var gain = MetricInterval.OfMean(gains);
        Assert.True(gain.Low > 0.8, $"{gain.Value} [{gain.Low}, {gain.High}]");

        double Gain(int n)
        {
            var seed = new SeedStream(10).Child("n", n);
            return _team.Play(_doorway.Game, _doorway.LetsThrough, gap.Learner.Worst, seed).Sum(s => s.Rewards[who])
                - _team.Play(_doorway.Game, _doorway.LetsThrough, null, seed).Sum(s => s.Rewards[who]);
        }
    }

    [Fact]
    public void What_deviators_alone_bring_about_the_expert_does_not_show()
    {
        double[][] visited = GameValues.Occupancy(_doorway.Game, _doorway.Expert);
        for (int s = 0; s < DoorwaySituation.Count; s++)
            if (DoorwaySituation.At(s) is { Barged: true }) Assert.All(visited, row => Assert.Equal(0, row[s]));
        Assert.InRange(_doorway.SituationsShown, 10, DoorwaySituation.Count / 2);
    }

    private IEnumerable<double> Totals(ulong seed, Mediator mediator, Deviation? deviation) =>
        [.. _team.Play(_doorway.Game, mediator, deviation, new SeedStream(seed)).Select(s => s.Rewards[0])];
}
