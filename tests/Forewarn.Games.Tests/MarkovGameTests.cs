using Forewarn.Core;
using Forewarn.Games;

namespace Forewarn.Games.Tests;

public sealed class MarkovGameTests
{
    private static readonly JointActions s_two = new(2, 2);

    [Fact]
    public void Joint_actions_are_numbered_both_ways()
    {
        var actions = new JointActions(3, 2, 4);
        Assert.Equal(24, actions.Count);
        for (int a = 0; a < 24; a++)
        {
            Assert.Equal(a, actions.At(actions.Of(a, 0), actions.Of(a, 1), actions.Of(a, 2)));
            Assert.Equal(actions.At(actions.Of(a, 0), 1, actions.Of(a, 2)), actions.With(a, 1, 1));
        }
    }

    [Theory]
    [InlineData(0.5, "sum to 0.5")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(-1, "-1")]
    public void Rows_that_are_no_distribution_are_refused(double share, string told)
    {
        var fault = Assert.Throws<ForewarnException>(() => new MarkovGame(2, s_two, [1], (_, a) => [new(0, a == 3 ? share : 1)], (_, _, _) => 0));
        Assert.Contains("state 0 under joint action 3", fault.Message);
        Assert.Contains(told, fault.Message);
    }

    [Fact]
    public void Other_games_that_cannot_be_are_refused()
    {
        Assert.Contains("state 4", Refused(() => new MarkovGame(2, s_two, [1], (_, _) => [new(4, 1)], (_, _, _) => 0)));
        Assert.Contains("horizon", Refused(() => new MarkovGame(0, s_two, [1], (_, _) => [new(0, 1)], (_, _, _) => 0)));
        Assert.Contains("initial", Refused(() => new MarkovGame(1, s_two, [.5, .4], (_, _) => [new(0, 1)], (_, _, _) => 0)));
        Assert.Contains("agent 1", Refused(() => new MarkovGame(1, s_two, [1], (_, _) => [new(0, 1)], (i, _, a) => i == 1 && a == 2 ? double.PositiveInfinity : 0)));
        Assert.Contains("agent 1", Refused(() => new JointActions(2, 0)));
        Assert.Contains("no agent", Refused(() => new JointActions()));
        Assert.Contains("sum to 0", Refused(() => new MarkovGame(1, s_two, [], (_, _) => [new(0, 1)], (_, _, _) => 0)));
        Assert.Contains("NaN", Refused(() => new MarkovGame(1, s_two, [double.NaN], (_, _) => [new(0, 1)], (_, _, _) => 0)));
        Assert.Contains("sum to 0", Refused(() => new MarkovGame(1, s_two, [1], (_, _) => [], (_, _, _) => 0)));
        Assert.Contains("NaN", Refused(() => new MarkovGame(1, s_two, [1], (_, _) => [new(0, 1)], (_, _, _) => double.NaN)));
        Assert.Contains("numbered", Refused(() => new JointActions(100_000, 100_000)));
        var game = Crossroads.Game(2, 0);
        Assert.Contains("step 1 in state 1", Refused(() => Mediator.Of(game, (h, s) => h == 1 && s == 1 ? [.5, .4, 0, 0] : [1, 0, 0, 0])));
        Assert.Contains("A", Refused(() => Mediator.Of(game, (_, _) => [1])));

        static string Refused(Action make) => Assert.Throws<ForewarnException>(make).Message;
    }
}
