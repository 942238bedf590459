using Forewarn.Learning.Preferences.Worlds;

namespace Forewarn.Learning.Tests.Preferences.Worlds;

/// <summary>Preferences in a circle: no reward ranks them, self-play finds the mixture that nothing beats.</summary>
public sealed class IntransitiveGameTests
{
    private static readonly IntransitiveGame Game = IntransitiveGame.Circle;

    [Fact]
    public void The_minimax_winner_is_two_three_four_ninths()
    {
        double[] nash = Game.MinimaxWinner();
        Assert.Equal(2.0 / 9, nash[0], 1e-14);
        Assert.Equal(3.0 / 9, nash[1], 1e-14);
        Assert.Equal(4.0 / 9, nash[2], 1e-14);
        Assert.Equal(0.5, Game.WorstCase(nash), 1e-14);
        Assert.Equal(0, Game.DualGap(nash), 1e-14);
    }

    [Fact]
    public void A_reward_model_ties_two_answers_and_its_choice_can_be_beaten()
    {
        double[] strength = Game.BradleyTerry();
        Assert.Equal(0.135155, strength[0], 1e-6);
        Assert.Equal(-0.270310, strength[1], 1e-6);
        Assert.Equal(0.135155, strength[2], 1e-6);
        Assert.Equal(0.2, Game.WorstCase([1, 0, 0]), 1e-14);
    }

    [Theory]
    [InlineData(100, 0.092569)]
    [InlineData(1000, 0.010284)]
    public void The_average_of_self_play_closes_the_gap(int steps, double gap) =>
        Assert.Equal(gap, Game.DualGap(Game.SelfPlay(0.1, steps).Average), 1e-6);

    [Fact]
    public void The_last_policy_of_self_play_goes_round_and_round()
    {
        double[] gaps = [.. Enumerable.Range(1, 20).Select(i => Game.DualGap(Game.SelfPlay(0.1, 100 * i).Last))];
        double average = Game.DualGap(Game.SelfPlay(0.1, 2000).Average);
        Assert.True(gaps[10..].Max() > 10 * average);
        Assert.True(gaps[15..].Max() > gaps[..5].Min());
    }
}
