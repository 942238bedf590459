using Forewarn.Core;
using Forewarn.Games;

namespace Forewarn.Games.Tests;

public sealed class CorrelatedEquilibriumTests
{
    [Fact]
    public void Chicken_by_hand()
    {
        var game = Chicken.Game;
        double[] best = CorrelatedEquilibrium.OfGreatestWelfare(game);
        Assert.Equal([.5, .25, .25, 0], best, (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal(10.5, Welfare(game, best), 1e-9);
        Assert.Equal(0, Regret(best), 1e-9);
        Assert.Equal(1, Regret([1, 0, 0, 0]), 1e-12);
        Assert.Equal(.25, Regret([.25, .25, .25, .25]), 1e-12);
        Assert.Equal(0, Regret([0, .5, .5, 0]), 1e-12);
        Assert.Equal(-.5, Regret([0, .5, .5, 0], DeviationClass.Constant), 1e-12);
        // The mixed Nash equilibrium yields with 2/3.
        double[] mixed = [4.0 / 9, 2.0 / 9, 2.0 / 9, 1.0 / 9];
        Assert.Equal(0, Regret(mixed), 1e-12);
        Assert.Equal(14.0 / 3, GameValues.Of(game.AsMarkovGame(), Of(mixed), 0), 1e-12);
    }

    [Fact]
    public void A_traffic_light_is_no_product_and_mixing_is()
    {
        Assert.False(Of([0, .5, .5, 0]).IsProduct());
        Assert.True(Of([4.0 / 9, 2.0 / 9, 2.0 / 9, 1.0 / 9]).IsProduct());
    }

    /// <summary>What comes out is an equilibrium, and no less good than any equilibrium found by throwing dice.</summary>
    [Fact]
    public void Optima_are_equilibria_and_none_is_better()
    {
        for (ulong n = 0; n < 200; n++)
        {
            var seed = new SeedStream(n);
            var actions = new JointActions(2 + seed.Next(2), 2 + seed.Next(2));
            var table = Enumerable.Range(0, 2 * actions.Count).Select(_ => seed.Uniform(-3, 3)).ToArray();
            var game = new StageGame(actions, (i, a) => table[i * actions.Count + a]);
            double[] best = CorrelatedEquilibrium.OfGreatestWelfare(game), coarse = CorrelatedEquilibrium.CoarseOfGreatestWelfare(game);
            Assert.InRange(Regret(game, best, DeviationClass.Swap), -1e-9, 1e-7);
            Assert.InRange(Regret(game, coarse, DeviationClass.Constant), double.NegativeInfinity, 1e-7);
            Assert.True(Welfare(game, coarse) >= Welfare(game, best) - 1e-7);
            double[] first = CorrelatedEquilibrium.BestFor(game, 0);
            Assert.True(first.Select((p, a) => p * game.Payoff(0, a)).Sum() >= best.Select((p, a) => p * game.Payoff(0, a)).Sum() - 1e-7);
            for (int a = 0; a < actions.Count; a++)
            {
                // Pure equilibria are correlated ones.
                double[] pure = [.. Enumerable.Range(0, actions.Count).Select(b => b == a ? 1.0 : 0)];
                if (Regret(game, pure, DeviationClass.Swap) <= 1e-12) Assert.True(Welfare(game, best) >= game.Welfare(a) - 1e-7);
            }
        }
    }

    [Fact]
    public void Large_payoffs_are_numbers_like_others() =>
        Assert.Equal(1e300, new StageGame(new JointActions(2, 2), (_, a) => a == 3 ? 1e300 : 0).Payoff(1, 3));

    [Fact]
    public void Payoffs_that_are_no_numbers_are_refused() => Assert.Contains("agent 1",
        Assert.Throws<ForewarnException>(() => new StageGame(new JointActions(2, 2), (i, a) => i == 1 && a == 2 ? double.NaN : 0)).Message);

    private static double Welfare(StageGame game, double[] shares) => shares.Select((p, a) => p * game.Welfare(a)).Sum();

    private static Mediator Of(double[] shares) => Mediator.Of(Chicken.Game.AsMarkovGame(), (_, _) => shares);

    private static double Regret(double[] shares, DeviationClass kind = DeviationClass.Swap) => Regret(Chicken.Game, shares, kind);

    private static double Regret(StageGame game, double[] shares, DeviationClass kind)
    {
        var markov = game.AsMarkovGame();
        // The simplex leaves shares that sum to 1 but for rounding.
        double sum = shares.Sum();
        return Games.Regret.Of(markov, Mediator.Of(markov, (_, _) => [.. shares.Select(p => Math.Max(0, p) / sum)]), kind).Value;
    }
}
