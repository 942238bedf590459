using Forewarn.Core;
using Forewarn.Games;

namespace Forewarn.Games.Tests;

public sealed class OccupancyTests
{
    /// <summary>Equal occupancies: equal values under every reward, also where the two mediators differ off the way.</summary>
    [Fact]
    public void Equal_occupancies_have_equal_values_under_any_reward()
    {
        for (ulong n = 0; n < 50; n++)
        {
            var seed = new SeedStream(900 + n);
            var game = Fork(seed);
            Mediator one = Stays(game, seed), other = Stays(game, seed);
            Assert.True(TotalVariation.Of(one.At(1, 1), other.At(1, 1)) > 0);
            Assert.Equal(0, Difference(game, one, other).Select(Math.Abs).Max(), 1e-15);
            for (int r = 0; r < 10; r++)
            {
                var rewarded = game.WithRewards((_, _, _) => seed.Uniform(-1, 1));
                Assert.Equal(GameValues.Of(rewarded, one), GameValues.Of(rewarded, other), (a, b) => Math.Abs(a - b) < 1e-12);
            }
        }
    }

    /// <summary>And only then: a reward of 1 where they differ most tells any two others apart.</summary>
    [Fact]
    public void Unequal_occupancies_are_told_apart_by_a_reward()
    {
        for (ulong n = 0; n < 100; n++)
        {
            var seed = new SeedStream(1100 + n);
            var game = RandomGames.Game(seed, 1 + (int)(n % 4), 1 + (int)(n % 3), 2, 2);
            Mediator one = RandomGames.Mediator(game, seed), other = RandomGames.Mediator(game, seed);
            double[] difference = Difference(game, one, other);
            int most = Array.FindIndex(difference, d => Math.Abs(d) == difference.Max(Math.Abs));
            var rewarded = game.WithRewards((_, s, a) => s * game.Actions.Count + a == most ? 1 : 0);
            Assert.True(Math.Abs(difference[most]) > 1e-6);
            Assert.Equal(difference[most], GameValues.Of(rewarded, one, 0) - GameValues.Of(rewarded, other, 0), 1e-12);
        }
    }

    /// <summary>Summed over steps, since rewards do not depend on them: <c>[S A]</c>.</summary>
    private static double[] Difference(MarkovGame game, Mediator one, Mediator other) =>
        [.. GameValues.JointOccupancy(game, one).Zip(GameValues.JointOccupancy(game, other), (x, y) => x.Zip(y, (p, q) => p - q).ToArray())
            .Aggregate((x, y) => [.. x.Zip(y, (p, q) => p + q)])];

    /// <summary>State 1 is entered by joint action 3 alone.</summary>
    private static MarkovGame Fork(SeedStream seed) =>
        new(4, new JointActions(2, 2), [1, 0], (s, a) => [new(s == 1 || a == 3 ? 1 : 0, 1)], (_, _, _) => seed.NextDouble());

    private static Mediator Stays(MarkovGame game, SeedStream seed) =>
        Mediator.Of(game, (_, s) => s == 0 ? [.5, .3, .2, 0] : RandomGames.Distribution(seed, 4));
}
