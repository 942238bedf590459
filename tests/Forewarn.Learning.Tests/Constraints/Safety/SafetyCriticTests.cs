using Forewarn.Core;
using Forewarn.Learning.Constraints.Safety;
using Forewarn.Reachability.ClosedForms;
using Xunit;

namespace Forewarn.Learning.Tests.Constraints.Safety;

public class SafetyCriticTests
{
    /// <summary>A forced chain into failure: a discount of .9 calls its first state safe, one near 1 does not.</summary>
    [Fact]
    public void A_small_discount_calls_a_doomed_state_safe()
    {
        double[] chain = [10, 5, 1, -1];
        Assert.Equal(0.802, SafetyBackup.Chain(chain, 0.9)[0], 9);
        Assert.InRange(SafetyBackup.Chain(chain, 0.9999)[0], -1, -0.99);
        Assert.Throws<ForewarnException>(() => new SafetyCriticOptions { LastGamma = 0.99 }.Validate());
    }

    [Fact]
    public void The_discount_goes_from_the_first_to_the_last_and_stays()
    {
        var options = new SafetyCriticOptions { Steps = 100, AnnealFraction = 0.5 };
        Assert.Equal(0.9, options.GammaAt(0), 12);
        Assert.Equal(0.9999, options.GammaAt(50), 12);
        Assert.Equal(0.9999, options.GammaAt(99), 12);
        Assert.Equal(1 - Math.Sqrt(0.1 * 0.0001), options.GammaAt(25), 12);
    }

    [Fact]
    public void A_short_training_finds_more_of_the_tube_than_the_failure_set_is()
    {
        var car = new DubinsDisc(1, 1.25, 0.5);
        var problem = new DubinsProblem(car);
        var critic = new SafetyCritic(problem, new() { Hidden = [64, 64, 64], Steps = 5000, Seed = 2 });
        while (!critic.IsDone) critic.Advance();
        var seed = new SeedStream(9);
        var state = new double[3];
        int both = 0, either = 0;
        for (int i = 0; i < 20_000; i++)
        {
            problem.Draw(state, seed);
            bool truly = car.Value(state[0], state[1], state[2]) <= 0, called = critic.Value(state) <= 0;
            both += truly && called ? 1 : 0;
            either += truly || called ? 1 : 0;
        }
        // The disc alone would reach .71.
        Assert.InRange((double)both / either, 0.85, 1);
    }

    [Fact]
    public void The_calibrated_margin_leaves_the_share_that_was_asked_for()
    {
        double[] values = [.. Enumerable.Range(1, 999).Select(i => i / 1000.0)];
        Assert.Equal(0.99, SafetyCalibration.Margin(values, 0.01), 12);
        Assert.Contains("at least 99", Assert.Throws<ForewarnException>(() => SafetyCalibration.Margin([.. values.Take(50)], 0.01)).Message);
    }

    [Fact]
    public void The_problem_s_arcs_are_those_of_many_small_steps()
    {
        var problem = new DubinsProblem(new(1, 1.25, 0.5));
        var next = new double[3];
        for (int action = 0; action < 3; action++)
        {
            problem.Step([0.3, -0.2, 0.7], action, next);
            double x = 0.3, y = -0.2, heading = 0.7;
            for (int i = 0; i < 20_000; i++)
            {
                double middle = heading + (action - 1) * 1.25 * 0.05 / 20_000 / 2;
                (x, y, heading) = (x + Math.Cos(middle) * 0.05 / 20_000, y + Math.Sin(middle) * 0.05 / 20_000, heading + (action - 1) * 1.25 * 0.05 / 20_000);
            }
            Assert.Equal((x, y, heading), (next[0], next[1], next[2]), (a, b) =>
                Math.Abs(a.Item1 - b.Item1) + Math.Abs(a.Item2 - b.Item2) + Math.Abs(a.Item3 - b.Item3) < 1e-9);
        }
    }
}
