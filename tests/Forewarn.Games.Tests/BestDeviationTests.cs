using Forewarn.Core;
using Forewarn.Games;

namespace Forewarn.Games.Tests;

public sealed class BestDeviationTests
{
    /// <summary>Against every deviation there is, one by one: the plainest peer of the dynamic program.</summary>
    [Theory]
    [InlineData(DeviationClass.Swap)]
    [InlineData(DeviationClass.Constant)]
    [InlineData(DeviationClass.OneShot)]
    public void The_program_finds_what_enumeration_finds(DeviationClass kind)
    {
        for (ulong n = 0; n < 12; n++)
        {
            var seed = new SeedStream(n);
            var game = RandomGames.Game(seed, horizon: 2, states: 2);
            var mediator = RandomGames.Mediator(game, seed);
            for (int agent = 0; agent < 2; agent++)
            {
                var best = BestDeviation.Of(game, mediator, agent, kind);
                Assert.Equal(Enumerated(game, mediator, agent, kind), best.Value, 1e-12);
                // What the program promises is what its deviation earns.
                Assert.Equal(best.Value, GameValues.Of(game, mediator, agent, best.Deviation), 1e-12);
            }
        }
    }

    [Fact]
    public void Occupancy_sums_to_one_and_values_are_rewards_over_it()
    {
        for (ulong n = 0; n < 20; n++)
        {
            var seed = new SeedStream(100 + n);
            var game = RandomGames.Game(seed, 4, 3, 2, 3);
            var mediator = RandomGames.Mediator(game, seed);
            double[][] occupancy = GameValues.Occupancy(game, mediator);
            Assert.All(occupancy, row => Assert.Equal(1, row.Sum(), 1e-12));
            double sum = 0;
            for (int h = 0; h < 4; h++)
                for (int s = 0; s < 3; s++)
                    for (int a = 0; a < 6; a++) sum += occupancy[h][s] * mediator.At(h, s)[a] * game.Reward(1, s, a);
            Assert.Equal(sum, GameValues.Of(game, mediator, 1), 1e-12);
        }
    }

    [Fact]
    public void Whoever_may_swap_gains_no_less_than_whoever_may_less()
    {
        for (ulong n = 0; n < 50; n++)
        {
            var seed = new SeedStream(200 + n);
            var game = RandomGames.Game(seed, 3, 3, 3, 2);
            var mediator = RandomGames.Mediator(game, seed);
            for (int i = 0; i < 2; i++)
            {
                double swap = BestDeviation.Of(game, mediator, i, DeviationClass.Swap).Value;
                Assert.True(swap >= BestDeviation.Of(game, mediator, i, DeviationClass.Constant).Value - 1e-12);
                Assert.True(swap >= BestDeviation.Of(game, mediator, i, DeviationClass.OneShot).Value - 1e-12);
                Assert.True(swap >= GameValues.Of(game, mediator, i) - 1e-12);
            }
        }
    }

    /// <summary>The same with three agents of different freedom, so that no order of joint actions is taken for another.</summary>
    [Theory]
    [InlineData(DeviationClass.Swap)]
    [InlineData(DeviationClass.Constant)]
    [InlineData(DeviationClass.OneShot)]
    public void Three_agents_are_enumerated_as_well(DeviationClass kind)
    {
        for (ulong n = 0; n < 4; n++)
        {
            var seed = new SeedStream(50 + n);
            var game = RandomGames.Game(seed, 2, 1, 2, 3, 2);
            var mediator = RandomGames.Mediator(game, seed);
            for (int agent = 0; agent < 3; agent++)
                Assert.Equal(Enumerated(game, mediator, agent, kind), BestDeviation.Of(game, mediator, agent, kind).Value, 1e-12);
        }
    }

    /// <summary>Obeying is a swap and a one-shot deviation: those regrets are never negative, and whatever sets limits loses.</summary>
    [Fact]
    public void Regrets_have_the_order_and_the_sign_that_their_classes_have()
    {
        int negative = 0;
        for (ulong n = 0; n < 200; n++)
        {
            var seed = new SeedStream(300 + n);
            var game = RandomGames.Game(seed, 1 + (int)(n % 4), 2, 2, 2 + (int)(n % 2));
            var mediator = RandomGames.Mediator(game, seed);
            Regret swap = Regret.Of(game, mediator, DeviationClass.Swap), constant = Regret.Of(game, mediator, DeviationClass.Constant);
            Regret once = Regret.Of(game, mediator, DeviationClass.OneShot);
            Assert.All(swap.PerAgent.Concat(once.PerAgent), gain => Assert.True(gain >= -1e-12));
            for (int i = 0; i < 2; i++) Assert.True(swap.PerAgent[i] >= Math.Max(constant.PerAgent[i], once.PerAgent[i]) - 1e-12);
            // No swap pays if no single one does (the one-shot principle).
            if (once.Value < 1e-12) Assert.True(swap.Value < 1e-9);
            if (constant.Value < 0) negative++;
        }
        Assert.True(negative > 0);
    }

    private static double Enumerated(MarkovGame game, Mediator mediator, int agent, DeviationClass kind)
    {
        int own = game.Actions.Counts[agent], places = game.Horizon * game.States * own, total = (int)Math.Pow(own, places);
        double best = double.NegativeInfinity;
        for (int code = 0; code < total; code++)
        {
            var deviation = new Deviation(game, agent);
            int rest = code;
            for (int h = 0; h < game.Horizon; h++)
                for (int s = 0; s < game.States; s++)
                    for (int told = 0; told < own; told++, rest /= own) deviation.Set(h, s, told, rest % own);
            if (Allowed(game, deviation, own, kind)) best = Math.Max(best, GameValues.Of(game, mediator, agent, deviation));
        }
        return best;
    }

    private static bool Allowed(MarkovGame game, Deviation deviation, int own, DeviationClass kind)
    {
        var steps = Enumerable.Range(0, game.Horizon).ToArray();
        bool Obeys(int h) => Enumerable.Range(0, game.States).All(s => Enumerable.Range(0, own).All(a => deviation.Answer(h, s, a) == a));
        bool Constant(int h) => Enumerable.Range(0, game.States).All(s => Enumerable.Range(0, own).All(a => deviation.Answer(h, s, a) == deviation.Answer(h, s, 0)));
        return kind switch
        {
            DeviationClass.Constant => steps.All(Constant),
            DeviationClass.OneShot => steps.Count(h => !Obeys(h)) <= 1,
            _ => true,
        };
    }
}
