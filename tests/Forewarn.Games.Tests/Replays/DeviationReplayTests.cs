using Forewarn.Core;
using Forewarn.Games;

namespace Forewarn.Games.Tests.Replays;

public sealed class DeviationReplayTests
{
    /// <summary>Step by step the rewards are those that the dynamic programs sum up.</summary>
    [Fact]
    public void Rewards_of_steps_sum_to_values()
    {
        for (ulong n = 0; n < 100; n++)
        {
            var seed = new SeedStream(n);
            var game = RandomGames.Game(seed, 1 + (int)(n % 5), 3, 2, 3);
            var mediator = RandomGames.Mediator(game, seed);
            var regret = Regret.Of(game, mediator, DeviationClass.Swap);
            var replay = DeviationReplay.Of(game, mediator, regret.Worst);
            for (int i = 0; i < 2; i++)
            {
                Assert.Equal(GameValues.Of(game, mediator, i), DeviationReplay.Total(replay.ObeyingRewards, i), 1e-12);
                Assert.Equal(GameValues.Of(game, mediator, i, regret.Worst), DeviationReplay.Total(replay.DeviatingRewards, i), 1e-12);
            }
            int who = regret.Worst.Agent;
            Assert.Equal(regret.Value, DeviationReplay.Total(replay.DeviatingRewards, who) - DeviationReplay.Total(replay.ObeyingRewards, who), 1e-12);
        }
    }

    [Fact]
    public void Departures_say_where_the_barger_goes_against_the_token()
    {
        var named = GameCatalog.Of("doorway", 4);
        var mediator = named.Mediator("lets-through").Mediator;
        var departures = DeviationReplay.Of(named.Game, mediator, Regret.Of(named.Game, mediator, DeviationClass.Swap).Worst).Departures;
        Assert.Equal(new Departure(0, Doorway.TokenAt1, Doorway.Wait, Doorway.Go, 0.5), Assert.Single(departures));
        var expert = named.Mediator("expert").Mediator;
        Assert.Empty(DeviationReplay.Of(named.Game, expert, Regret.Of(named.Game, expert, DeviationClass.Swap).Worst).Departures);
    }

    /// <summary>Means over drawn episodes come to the exact values, obeying and deviating.</summary>
    [Fact]
    public void Drawn_episodes_are_of_the_game()
    {
        var game = RandomGames.Game(new(7), 4, 3, 2, 2);
        var mediator = RandomGames.Mediator(game, new(8));
        var worst = Regret.Of(game, mediator, DeviationClass.Swap).Worst;
        foreach (var deviation in new[] { null, worst })
        {
            double[] totals = [.. Enumerable.Range(0, 20_000).Select(n =>
                GamePlay.Sample(game, mediator, deviation, new SeedStream(9).Child("n", n)).Sum(s => s.Rewards[0]))];
            var mean = MetricInterval.OfMean(totals);
            double exact = GameValues.Of(game, mediator, 0, deviation), half = mean.High - mean.Value;
            Assert.InRange(exact, mean.Value - 2 * half, mean.Value + 2 * half);
        }
    }

    [Fact]
    public void Pairs_of_episodes_part_only_where_the_deviator_departs()
    {
        var game = RandomGames.Game(new(3), 6, 4, 2, 2);
        var mediator = RandomGames.Mediator(game, new(4));
        var worst = Regret.Of(game, mediator, DeviationClass.Swap).Worst;
        int parted = 0;
        for (int n = 0; n < 200; n++)
        {
            var obeying = GamePlay.Sample(game, mediator, null, new SeedStream(5).Child("n", n));
            var deviating = GamePlay.Sample(game, mediator, worst, new SeedStream(5).Child("n", n));
            for (int h = 0; h < game.Horizon; h++)
            {
                Assert.Equal(obeying[h].Told, obeying[h].Played);
                Assert.Equal((obeying[h].State, obeying[h].Told), (deviating[h].State, deviating[h].Told));
                if (deviating[h].Told == deviating[h].Played) continue;
                parted++;
                break;
            }
        }
        Assert.InRange(parted, 50, 200);
    }
}
