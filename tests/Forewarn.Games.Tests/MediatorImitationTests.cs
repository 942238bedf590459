using Forewarn.Core;
using Forewarn.Games;

namespace Forewarn.Games.Tests;

public sealed class MediatorImitationTests(ITestOutputHelper output)
{
    [Fact]
    public void Without_coverage_cloning_is_stuck_and_queries_are_not()
    {
        var game = Crossroads.Game(10, 0.3);
        double[] cloning = Gaps(game, new JointBehaviorCloning()), malice = Gaps(game, new Malice()), blades = Gaps(game, new Blades());
        // The limit is (H - 1)(.5 - c): on road B the learner stays uniform for ever.
        Assert.InRange(cloning[2], 1.75, 1.8 + 1e-9);
        Assert.True(malice[2] > 0.3);
        Assert.InRange(blades[2], -1e-9, 0.05);
    }

    [Fact]
    public void With_coverage_weights_do_what_queries_do()
    {
        var game = Crossroads.Game(10, 0.3, 0.05);
        double[] malice = Gaps(game, new Malice()), blades = Gaps(game, new Blades());
        Assert.Equal(blades, malice);
        Assert.InRange(malice[2], -1e-9, 0.05);
        Assert.True(Gaps(game, new JointBehaviorCloning())[1] > 2 * malice[1]);
    }

    [Fact]
    public void The_loss_that_is_gated_on_falls_as_promised()
    {
        var game = Crossroads.Game(10, 0.3);
        var imitation = new MediatorImitation(game, Crossroads.Expert(game), new Blades());
        var losses = new List<double>();
        for (int n = 1; n <= 1000; n++)
        {
            imitation.Round();
            if (n is 10 or 100 or 1000) losses.Add(imitation.MeanLoss);
        }
        output.WriteLine(string.Join(" ", losses));
        Assert.True(losses[1] < losses[0] / Math.Sqrt(10) && losses[2] < losses[1] / Math.Sqrt(10));
    }

    [Fact]
    public void Malice_says_what_its_demonstrations_do_not_cover()
    {
        var game = Crossroads.Game(10, 0.3);
        var expert = Crossroads.Expert(game);
        Assert.Equal(0.9, Malice.Uncovered(game, expert, expert), 1e-12);
        var covered = Crossroads.Game(10, 0.3, 0.05);
        Assert.Equal(0, Malice.Uncovered(covered, Crossroads.Expert(covered), Crossroads.Expert(covered)));
    }

    /// <summary>The doorway: what cloning cannot see, a barging robot, costs it 1.06 for ever; at the deviator's states it learns.</summary>
    [Fact]
    public void At_the_doorway_queries_teach_what_to_do_with_a_barger()
    {
        var game = Doorway.Game(4);
        double[] cloning = Gaps(game, new JointBehaviorCloning(), Doorway.Expert(game)), blades = Gaps(game, new Blades(), Doorway.Expert(game));
        Assert.InRange(cloning[2], 1.0, 1.1);
        Assert.InRange(blades[2], -0.05, 0.15);
    }

    /// <summary>What a deviator reaches unseen is named, and only that.</summary>
    [Fact]
    public void Uncovered_states_are_named()
    {
        var game = Doorway.Game(4);
        var expert = Doorway.Expert(game);
        double[][] shown = GameValues.Occupancy(game, expert);
        var uncovered = UncoveredState.Of(game, expert, expert);
        Assert.Contains(uncovered, u => u.State == Doorway.Barged0);
        Assert.Contains(uncovered, u => u.State == Doorway.Barged1);
        Assert.All(uncovered, u => Assert.Contains(shown, row => row[u.State] == 0));
        Assert.Equal(uncovered.OrderByDescending(u => u.Visits), uncovered);
        var covered = Crossroads.Game(10, 0.3, 0.05);
        Assert.Empty(UncoveredState.Of(covered, Crossroads.Expert(covered), Mediator.Uniform(covered)));
        var open = Crossroads.Game(10, 0.3);
        var road = Assert.Single(UncoveredState.Of(open, Crossroads.Expert(open), Crossroads.Expert(open)));
        Assert.Equal((Crossroads.B, 9.0), (road.State, road.Visits));
    }

    /// <summary>From a clone, values are the expert's from the first round on, and what a barger meets is learned beside them.</summary>
    [Fact]
    public void Learning_may_start_from_a_clone()
    {
        var game = Doorway.Game(12);
        var expert = Doorway.Expert(game);
        double[] any = [.25, .25, .25, .25];
        var imitation = new MediatorImitation(game, expert, new Blades(), start: Doorway.Learner(game, any, any));
        for (int n = 1; n <= 300; n++)
        {
            imitation.Round();
            if (n is 1 or 300) Assert.Equal(0, RegretGap.Of(game, expert, imitation.Average).ValueGap, 1e-12);
        }
        Assert.InRange(RegretGap.Of(game, expert, imitation.Average).Gap, -1e-9, 0.05);
    }

    private double[] Gaps(MarkovGame game, IStateWeights weights, Mediator? expert = null)
    {
        expert ??= Crossroads.Expert(game);
        var imitation = new MediatorImitation(game, expert, weights);
        var gaps = new List<double>();
        for (int n = 1; n <= 1000; n++)
        {
            imitation.Round();
            if (n is 10 or 100 or 1000) gaps.Add(RegretGap.Of(game, expert, imitation.Average).Gap);
        }
        output.WriteLine(
            $"{weights.GetType().Name}: {string.Join(" ", gaps.Select(g => g.ToString("F4")))}, "
            + $"last {RegretGap.Of(game, expert, imitation.Last).Gap:F6}, loss {imitation.MeanLoss:F4}");
        return [.. gaps];
    }
}
