using Forewarn.Core;
using Forewarn.Games;
using Forewarn.Learning.MultiAgent;

namespace Forewarn.Learning.Tests.MultiAgent;

public sealed class RegretEstimateTests(ITestOutputHelper output)
{
    private static readonly BestResponseOptions s_options = new() { Episodes = 10_000, Measured = 8_000 };

    /// <summary>Never above the exact regret but for sampling, and near it.</summary>
    [Fact]
    public void Learned_deviations_bound_the_exact_regret_from_below()
    {
        var crossroads = Crossroads.Game(10, 0.3);
        var doorway = Doorway.Game(6);
        Near(crossroads, Crossroads.Blocking(crossroads, 0));
        Near(crossroads, Crossroads.Blocking(crossroads, 0.4));
        Near(crossroads, Crossroads.Expert(crossroads));
        Near(doorway, Doorway.Learner(doorway, [0, 1, 0, 0], [0, 0, 1, 0]));
        Near(doorway, Doorway.Expert(doorway));
        Near(Chicken.Game.AsMarkovGame(), Mediator.Uniform(Chicken.Game.AsMarkovGame()));
    }

    /// <summary>On games that nobody chose: what a learned deviation truly gains is at most the exact regret, and most of it.</summary>
    [Fact]
    public void On_random_games_as_well()
    {
        double found = 0, exact = 0;
        for (ulong n = 0; n < 5; n++)
        {
            var seed = new SeedStream(40 + n);
            double[] rewards = [.. Enumerable.Range(0, 2 * 3 * 4).Select(_ => seed.NextDouble())];
            var game = new MarkovGame(3, new JointActions(2, 2), Shares(seed, 3), (_, _) => [.. Shares(seed, 3).Select((p, s) => new Outcome(s, p))],
                (i, s, a) => rewards[(i * 3 + s) * 4 + a]);
            var mediator = Mediator.Of(game, (_, _) => Shares(seed, 4));
            var regret = Regret.Of(game, mediator, DeviationClass.Swap);
            var estimate = RegretEstimate.Of(game, mediator, s_options, seed);
            double gain = GameValues.Of(game, mediator, estimate.Deviation.Agent, estimate.Deviation) - GameValues.Of(game, mediator, estimate.Deviation.Agent);
            Assert.True(gain <= regret.Value + 1e-12);
            Assert.InRange(gain, estimate.Gain.Low, estimate.Gain.High);
            (found, exact) = (found + gain, exact + regret.Value);
        }
        output.WriteLine($"{found:F4} of {exact:F4}");
        Assert.True(found > 0.9 * exact);
    }

    [Fact]
    public void It_says_that_it_is_a_lower_bound()
    {
        var game = Crossroads.Game(3, 0.3);
        var estimate = RegretEstimate.Of(game, Crossroads.Expert(game), s_options with { Episodes = 50, Measured = 50 }, new(1));
        Assert.True(estimate.IsLowerBound);
        Assert.Contains("at least", estimate.ToString());
        Assert.Contains("lower bound", estimate.ToString());
        Assert.Contains("rate_power", Assert.Throws<ForewarnException>(() => (s_options with { RatePower = 0.5 }).Validate()).Message);
        Assert.Contains("action 2", Assert.Throws<ForewarnException>(() => Deviation.Of(game, 0, (_, _, _) => 2)).Message);
    }

    /// <summary>
    /// A rare loss that was not met leaves the normal interval without width, and this one with what may have been missed.
    /// </summary>
    [Fact]
    public void Intervals_hold_also_where_rare_values_were_not_seen()
    {
        Assert.True(BernsteinInterval.Of(Enumerable.Repeat(1.0, 1000).ToArray(), 2) is { Value: 1, Low: < 0.98 });
        var seed = new SeedStream(12);
        int held = 0;
        for (int i = 0; i < 1000; i++)
        {
            // Mean .999: half of the samples of 500 hold no zero.
            var interval = BernsteinInterval.Of([.. Enumerable.Range(0, 500).Select(_ => seed.NextDouble() < 0.001 ? 0.0 : 1)], 1);
            if (interval.Low <= 0.999 && interval.High >= 0.999) held++;
        }
        Assert.True(held >= 950);
    }

    /// <summary>Shares of states in simulated episodes are the exact occupancy, with and without a deviation.</summary>
    [Fact]
    public void Simulated_episodes_are_the_games()
    {
        var game = Doorway.Game(4);
        var mediator = Mediator.Uniform(game);
        var deviation = Deviation.Of(game, 1, (h, s, told) => (h + s + told) % 2);
        var simulator = new GameSimulator(game, mediator);
        var steps = new EpisodeStep[4];
        foreach (var who in new[] { null, deviation })
        {
            double[][] exact = GameValues.Occupancy(game, mediator, who);
            var counts = new double[4, game.States];
            double earned = 0;
            for (int e = 0; e < 20_000; e++)
            {
                if (who is null) simulator.Play(steps, new SeedStream(9).Child("e", e));
                else simulator.Play(steps, new SeedStream(9).Child("e", e), who.Agent, who.Answer);
                for (int h = 0; h < 4; h++) counts[h, steps[h].State]++;
                earned += simulator.Return(steps, 1);
            }
            for (int h = 0; h < 4; h++)
                for (int s = 0; s < game.States; s++) Assert.Equal(exact[h][s], counts[h, s] / 20_000, 0.02);
            Assert.Equal(GameValues.Of(game, mediator, 1, who), earned / 20_000, 0.06);
        }
    }

    private void Near(MarkovGame game, Mediator mediator)
    {
        double exact = Regret.Of(game, mediator, DeviationClass.Swap).Value;
        var estimate = RegretEstimate.Of(game, mediator, s_options, new(3));
        output.WriteLine($"exact {exact:F4}, {estimate}");
        Assert.True(estimate.Gain.Low <= exact + 1e-9);
        Assert.InRange(estimate.Gain.Value, 0.95 * exact - 0.03, 1.05 * exact + 0.03);
    }

    private static double[] Shares(SeedStream seed, int count)
    {
        double[] weights = [.. Enumerable.Range(0, count).Select(_ => -Math.Log(1 - seed.NextDouble()))];
        double sum = weights.Sum();
        return [.. weights.Select(w => w / sum)];
    }
}
