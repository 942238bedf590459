using Forewarn.Core;
using Forewarn.Games;

namespace Forewarn.Games.Tests.Fitting;

public sealed class GameCountsTests
{
    [Fact]
    public void Shares_and_rewards_are_counts_and_smoothing_stays_among_what_was_seen()
    {
        var counts = new GameCounts(new JointActions(2), 4);
        counts.Start(0);
        counts.Start(0);
        counts.Start(1);
        for (int n = 0; n < 3; n++) counts.Add(0, 0, [2], 1);
        counts.Add(0, 0, [6], 2);
        var game = counts.Game(5, smoothing: 0.5);
        Assert.Equal([2.0 / 3, 1.0 / 3, 0, 0], game.Initial);
        Assert.Equal([new Outcome(1, 3.5 / 5), new Outcome(2, 1.5 / 5)], game.Next(0, 0).ToArray());
        Assert.Equal(3, game.Reward(0, 0, 0));
        // Never tried in a state that was seen: stays there at its mean; in one never seen: nothing.
        Assert.Equal([new Outcome(0, 1)], game.Next(0, 1).ToArray());
        Assert.Equal((3.0, 0.0), (game.Reward(0, 0, 1), game.Reward(0, 3, 0)));
        Assert.Equal((4, 1, 1), (counts.Transitions, counts.StatesSeen, counts.RowsUntried));
        Assert.Equal([new Outcome(1, 0.75), new Outcome(2, 0.25)], counts.Game(5, 0).Next(0, 0).ToArray());
    }

    /// <summary>A game fitted from its own episodes comes to its own regrets.</summary>
    [Fact]
    public void A_tabular_game_is_found_again()
    {
        var game = RandomGames.Game(new(11), 3, 3, 2, 2);
        var counts = new GameCounts(game.Actions, game.States);
        var uniform = Mediator.Uniform(game);
        for (int n = 0; n < 30_000; n++)
        {
            var steps = GamePlay.Sample(game, uniform, null, new SeedStream(12).Child("n", n));
            counts.Start(steps[0].State);
            for (int h = 0; h + 1 < steps.Count; h++) counts.Add(steps[h].State, steps[h].Played, [.. steps[h].Rewards], steps[h + 1].State);
        }
        var mediator = RandomGames.Mediator(game, new(13));
        var fitted = counts.Game(game.Horizon);
        for (int i = 0; i < 2; i++)
            Assert.Equal(Regret.Of(game, mediator, DeviationClass.Swap).PerAgent[i], Regret.Of(fitted, mediator, DeviationClass.Swap).PerAgent[i], 0.03);
    }

    [Fact]
    public void Counts_without_a_start_and_negative_smoothing_are_refused()
    {
        var counts = new GameCounts(new JointActions(2), 1);
        Assert.Contains("no start", Assert.Throws<ForewarnException>(() => counts.Game(2)).Message);
        counts.Start(0);
        Assert.Contains("-1", Assert.Throws<ForewarnException>(() => counts.Game(2, -1)).Message);
        Assert.Throws<ForewarnException>(() => counts.Add(0, 0, [1, 2], 0));
    }
}
