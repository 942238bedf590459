using Forewarn.Core;
using Forewarn.Reachability.ClosedForms;
using Forewarn.Reachability.Grids;
using Forewarn.Reachability.Problems;
using Forewarn.Reachability.Schemes;
using Forewarn.Reachability.Solving;
using Forewarn.Reachability.Transfer;
using Xunit;

namespace Forewarn.Reachability.Tests.Problems;

public class ProblemCatalogTests
{
    private static readonly Dictionary<string, double> Usual = [];

    /// <summary>Every closed form of the catalog against the solver on a coarse grid.</summary>
    [Theory]
    [InlineData("dubins", 31, 0.98)]
    [InlineData("double-integrator", 61, 0.97)]
    [InlineData("corridor", 61, 0.97)]
    public void The_solver_agrees_with_the_closed_form(string kind, int points, double overlap)
    {
        var problem = ProblemCatalog.Of(kind, Usual);
        var found = Compare(problem, points);
        Assert.InRange(found.Overlap, overlap, 1);
        Assert.InRange(found.MeanError, 0, 0.005);
        Assert.InRange(found.UnsafeCalledSafe, 0, 0.005);
    }

    [Fact]
    public void The_usual_grid_of_the_car_meets_its_bars()
    {
        var found = Compare(ProblemCatalog.Of("dubins", Usual), 61);
        Assert.InRange(found.Overlap, 0.995, 1);
        Assert.InRange(found.MeanError, 0, 7e-4);
        Assert.InRange(found.UnsafeCalledSafe, 0, 0.001);
    }

    /// <summary>|u| at most w against |d| at most delta is a car of w - delta, and not one of w.</summary>
    [Fact]
    public void A_matched_disturbance_takes_its_bound_from_the_control_s()
    {
        var pushed = ProblemCatalog.Of("dubins", new Dictionary<string, double> { ["turn_rad_s"] = 1.75, ["disturbance_rad_s"] = 0.5 });
        var against = Compare(pushed, 41);
        Assert.InRange(against.Overlap, 0.985, 1);
        Assert.InRange(against.MeanError, 0, 0.003);
        Assert.InRange(against.UnsafeCalledSafe, 0, 0.004);
        var calm = new DubinsDisc(1, 1.75, 0.5);
        Assert.True(Compare(pushed with { Exact = (x, t) => calm.Value(x[0], x[1], x[2], t) }, 41).Overlap < 0.95);
    }

    [Fact]
    public void A_disturbance_as_strong_as_the_control_has_no_closed_form()
    {
        Assert.Null(ProblemCatalog.Of("dubins", new Dictionary<string, double> { ["disturbance_rad_s"] = 1.25 }).Exact);
        Assert.Null(ProblemCatalog.Of("double-integrator", new Dictionary<string, double> { ["disturbance_m_s2"] = 2 }).Exact);
    }

    /// <summary>Shorter horizons are no smaller values, and long ones are the infinite one.</summary>
    [Fact]
    public void The_corridor_s_finite_horizon_is_that_of_braking()
    {
        var corridor = new DoubleIntegratorCorridor(1.5, 0.8);
        for (int i = 0; i < 300; i++)
        {
            var seed = new SeedStreams(4).Stream("corridor", i);
            double x = seed.Uniform(-1, 1), v = seed.Uniform(-2, 2), horizon = seed.Uniform(0.05, 1);
            double least = double.PositiveInfinity;
            for (int k = 0; k <= 1000; k++)
            {
                double t = horizon * k / 1000, braking = Math.Min(t, Math.Abs(v) / 1.5);
                least = Math.Min(least, 0.8 - Math.Abs(x + v * braking - Math.Sign(v) * 1.5 * braking * braking / 2));
            }
            Assert.Equal(least, corridor.Value(x, v, horizon), 1e-6);
            Assert.Equal(corridor.Value(x, v), corridor.Value(x, v, 10), 1e-12);
        }
    }

    [Fact]
    public void Signatures_carry_what_a_tube_depends_on()
    {
        var car = ProblemCatalog.Of("dubins", Usual).Signature(0.05, 0);
        var agile = ProblemCatalog.Of("dubins", new Dictionary<string, double> { ["turn_rad_s"] = 2.5 }).Signature(0.05, 0);
        var fast = ProblemCatalog.Of("dubins", new Dictionary<string, double> { ["speed_m_s"] = 2 }).Signature(0.05, 0);
        var wide = ProblemCatalog.Of("dubins", new Dictionary<string, double> { ["radius_m"] = 1 }).Signature(0.05, 0);
        Assert.Equal(TransferKind.Conservative, TransferRule.Judge(car, agile).Kind);
        Assert.Equal(TransferKind.Refused, TransferRule.Judge(agile, car).Kind);
        Assert.Contains("speed_m_s", Assert.Single(TransferRule.Judge(car, fast).Reasons));
        Assert.Contains("failure margin", Assert.Single(TransferRule.Judge(car, wide).Reasons));
    }

    [Theory]
    [InlineData("dubbins", "speed_m_s", 1, "Did you mean 'dubins'?")]
    [InlineData("dubins", "sped_m_s", 1, "Did you mean 'speed_m_s'?")]
    [InlineData("dubins", "turn_rad_s", double.PositiveInfinity, "unbounded")]
    [InlineData("dubins", "radius_m", 0, "above 0")]
    [InlineData("air3d", "turn", -1, "above 0")]
    public void Wrong_words_are_answered(string kind, string setting, double value, string answer)
    {
        var fault = Assert.Throws<ForewarnException>(() => ProblemCatalog.Of(kind, new Dictionary<string, double> { [setting] = value }));
        Assert.Contains(answer, fault.Message);
        Assert.Equal(ExitCode.Usage, fault.ExitCode);
    }

    private static TubeComparison Compare(AvoidProblem problem, int points)
    {
        var grid = new Grid([.. problem.Axes.Select(a => a with { Count = a.Boundary == Boundary.Periodic ? points - 1 : points })]);
        var value = AvoidSolver.Solve(grid, problem.Dynamics, problem.Margin,
            new() { Horizon = problem.Horizon, Scheme = Scheme.Weno5, Threads = 1 });
        return TubeComparison.Of(value, x => problem.Exact!(x, problem.Horizon), problem.IsJudged);
    }
}
