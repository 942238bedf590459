using Forewarn.Core;
using Forewarn.Games;

namespace Forewarn.Games.Tests;

public sealed class JointInverseRlTests
{
    /// <summary>Every value is matched, and all of the regret is left: on road B the learner recommends as it started.</summary>
    [Fact]
    public void Matching_occupancies_is_as_blind_as_cloning()
    {
        var game = Crossroads.Game(10, 0.3);
        var learning = new JointInverseRl(game, Crossroads.Expert(game));
        for (int n = 0; n < 20; n++) learning.Round();
        Assert.Equal(0, learning.Mismatch, 1e-9);
        var gap = RegretGap.Of(game, Crossroads.Expert(game), learning.Last);
        Assert.Equal(0, gap.ValueGap, 1e-9);
        Assert.Equal(9 * (0.5 - 0.3), gap.Gap, 1e-9);
    }

    [Fact]
    public void Experts_that_mix_are_matched_at_the_rate_of_Frank_and_Wolfe()
    {
        for (ulong n = 0; n < 5; n++)
        {
            var seed = new SeedStream(500 + n);
            var game = RandomGames.Game(seed, 3, 3, 2, 2);
            var expert = RandomGames.Mediator(game, seed);
            var learning = new JointInverseRl(game, expert);
            double before = learning.Mismatch;
            for (int k = 0; k < 400; k++) learning.Round();
            Assert.True(learning.Mismatch < Math.Min(0.1, before / 10), $"game {n}: {before} to {learning.Mismatch}");
            // The learner's own occupancy is what the search holds: no policy was lost on the way.
            Assert.Equal(learning.Mismatch, Distance(game, expert, learning.Last), 1e-9);
            Assert.True(Squares(game, expert, learning.Last) <= learning.Advantage + 0.01);
        }
    }

    [Fact]
    public void What_is_matched_bounds_every_value()
    {
        for (ulong n = 0; n < 50; n++)
        {
            var seed = new SeedStream(600 + n);
            var game = RandomGames.Game(seed, 3, 2, 2, 3);
            var expert = RandomGames.Mediator(game, seed);
            var learning = new JointInverseRl(game, expert);
            for (int k = 0; k < 10; k++) learning.Round();
            Assert.True(Math.Abs(RegretGap.Of(game, expert, learning.Last).ValueGap) <= learning.Mismatch);
        }
    }

    private static double Distance(MarkovGame game, Mediator a, Mediator b) => Sum(game, a, b, Math.Abs);

    private static double Squares(MarkovGame game, Mediator a, Mediator b) => Sum(game, a, b, d => d * d);

    private static double Sum(MarkovGame game, Mediator a, Mediator b, Func<double, double> of) => GameValues.JointOccupancy(game, a)
        .Zip(GameValues.JointOccupancy(game, b), (x, y) => x.Zip(y, (p, q) => of(p - q)).Sum()).Sum();
}
