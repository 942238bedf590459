using Forewarn.Core;
using Forewarn.Games;

namespace Forewarn.Games.Tests;

public sealed class ProductPolicyTests
{
    private static readonly MarkovGame s_chicken = Chicken.Game.AsMarkovGame();

    /// <summary>By hand: go with 1/sqrt 2 against yield with 1/sqrt 2 is nearest, sqrt 2 - 1 away; from the marginals it is 1/2.</summary>
    [Fact]
    public void A_traffic_light_is_refused_with_what_no_product_can_close()
    {
        double[] light = [0, .5, .5, 0];
        var distance = ProductDistance.Of(s_chicken.Actions, light);
        Assert.Equal(Math.Sqrt(2) - 1, distance.Found, 1e-3);
        Assert.Equal(1.0 / 6, distance.AtLeast, 1e-12);
        var fault = Assert.Throws<ForewarnException>(() => ProductPolicy.Imitating(s_chicken, Mediator.Of(s_chicken, (_, _) => light)));
        Assert.Contains("0.414", fault.Message);
        Assert.Contains("step 0 in state 0", fault.Message);
        Assert.Contains("mediator over joint actions", fault.Message);
    }

    [Fact]
    public void What_independent_agents_do_comes_back_as_it_was()
    {
        for (ulong n = 0; n < 30; n++)
        {
            var seed = new SeedStream(700 + n);
            var game = RandomGames.Game(seed, 2, 2, 2, 3, 2);
            var policy = ProductPolicy.Of(game, (_, _, i) => RandomGames.Distribution(seed, game.Actions.Counts[i]));
            var expert = policy.AsMediator();
            Assert.True(expert.IsProduct());
            var copy = ProductPolicy.Imitating(game, expert).AsMediator();
            for (int h = 0; h < 2; h++)
                for (int s = 0; s < 2; s++) Assert.Equal(0, TotalVariation.Of(expert.At(h, s), copy.At(h, s)), 1e-12);
        }
    }

    /// <summary>The lower bound is below, and what is found above, the distance of every product that dice can throw.</summary>
    [Fact]
    public void Both_bounds_hold_on_random_distributions()
    {
        for (ulong n = 0; n < 20; n++)
        {
            var seed = new SeedStream(800 + n);
            var actions = new JointActions(2, 2 + seed.Next(2));
            double[] shares = RandomGames.Distribution(seed, actions.Count);
            var distance = ProductDistance.Of(actions, shares);
            Assert.True(distance.AtLeast <= distance.Found);
            for (int trial = 0; trial < 2000; trial++)
            {
                double[] product = ProductDistance.Product(actions, [.. actions.Counts.Select(c => RandomGames.Distribution(seed, c))]);
                Assert.True(TotalVariation.Of(shares, product) >= distance.Found - 2e-3);
            }
        }
    }

    [Fact]
    public void Rows_that_are_no_distribution_are_refused() => Assert.Contains("agent 1 at step 0 in state 0",
        Assert.Throws<ForewarnException>(() => ProductPolicy.Of(s_chicken, (_, _, i) => i == 1 ? [.5, .6] : [1, 0])).Message);
}
