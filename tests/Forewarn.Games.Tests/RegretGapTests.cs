using Forewarn.Core;
using Forewarn.Games;

namespace Forewarn.Games.Tests;

public sealed class RegretGapTests
{
    /// <summary>Equal values, and a regret that grows with the horizon: (H - 1)(1 - c).</summary>
    [Theory]
    [InlineData(2, 0.3)]
    [InlineData(10, 0.3)]
    [InlineData(50, 0.9)]
    public void Perfect_imitation_may_leave_all_the_regret(int horizon, double onA)
    {
        var game = Crossroads.Game(horizon, onA);
        var gap = RegretGap.Of(game, Crossroads.Expert(game), Crossroads.Blocking(game, 0));
        Assert.Equal(0, gap.ValueGap, 1e-12);
        Assert.Equal(0, gap.Expert.Value, 1e-12);
        Assert.Equal((horizon - 1) * (1 - onA), gap.Gap, 1e-9);
        Assert.Equal(0, gap.Learner.Worst.Agent);
        Assert.Equal(1, gap.Learner.Worst.Answer(0, Crossroads.A, 0));
    }

    /// <summary>
    /// A fixed cloning error of .01 a step costs the more regret, the less the expert covered road B: (1 - b)(H - 1) e / b.
    /// </summary>
    [Theory]
    [InlineData(0.2, 0.36)]
    [InlineData(0.1, 0.81)]
    [InlineData(0.05, 1.71)]
    [InlineData(0.02, 4.41)]
    public void Thin_coverage_multiplies_an_error(double covered, double wanted)
    {
        var game = Crossroads.Game(10, 0, covered);
        var gap = RegretGap.Of(game, Crossroads.Expert(game), Crossroads.Blocking(game, 1 - 0.01 / covered));
        Assert.Equal(wanted, gap.Gap, 1e-9);
        // The loss at the deviator's states sees it: the gap, and what is seen on B when the episode starts there.
        Assert.Equal(wanted + 10 * covered * (0.01 / covered), RandomGames.Loss(game, Crossroads.Expert(game), Crossroads.Blocking(game, 1 - 0.01 / covered)), 1e-9);
    }

    [Theory]
    [InlineData(4, 1.5, 1.0625, 0.7335)]
    [InlineData(6, 1.5, 1.015625, 0.529415)]
    [InlineData(12, 1.5, 1.000244, 0.356402)]
    public void Doorway(int horizon, double through, double uniform, double wrong)
    {
        var game = Games.Doorway.Game(horizon);
        var expert = Games.Doorway.Expert(game);
        Assert.Equal([-2.0, -2.0], GameValues.Of(game, expert), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(through, Gap([0, 1, 0, 0], [0, 0, 1, 0]), 1e-6);
        Assert.Equal(uniform, Gap([.25, .25, .25, .25], [.25, .25, .25, .25]), 1e-6);
        Assert.Equal(wrong, Gap([0, .3, .7, 0], [0, .7, .3, 0]), 1e-6);

        double Gap(double[] barged0, double[] barged1)
        {
            var gap = RegretGap.Of(game, expert, Games.Doorway.Learner(game, barged0, barged1));
            Assert.Equal(0, gap.ValueGap, 1e-12);
            Assert.Equal(0, gap.Expert.Value, 1e-12);
            return gap.Gap;
        }
    }

    /// <summary>With rewards in [0, 1] the gap is at most 2 H L, L the deviators' expected total variation from the expert.</summary>
    [Fact]
    public void The_gap_is_bounded_by_what_deviators_see()
    {
        for (ulong n = 0; n < 1000; n++)
        {
            var seed = new SeedStream(1000 + n);
            var game = RandomGames.Game(seed, 1 + (int)(n % 4), 1 + (int)(n % 3), 2, 1 + (int)(n % 3));
            Mediator expert = RandomGames.Mediator(game, seed), learner = RandomGames.Mediator(game, seed);
            double gap = RegretGap.Of(game, expert, learner).Gap;
            Assert.True(gap <= 2 * game.Horizon * RandomGames.Loss(game, expert, learner) + 1e-9, $"game {n}: {gap}");
        }
    }

    [Fact]
    public void The_expert_has_no_gap_to_itself_and_a_sounder_learner_a_negative_one()
    {
        var game = Crossroads.Game(5, 0.3);
        Mediator expert = Crossroads.Expert(game), careless = Crossroads.Blocking(game, 0);
        Assert.Equal(0, RegretGap.Of(game, expert, expert).Gap);
        Assert.Equal(-4 * 0.7, RegretGap.Of(game, careless, expert).Gap, 1e-9);
    }
}
