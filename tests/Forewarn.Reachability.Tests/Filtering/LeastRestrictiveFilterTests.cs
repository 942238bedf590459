using Forewarn.Core;
using Forewarn.Reachability.ClosedForms;
using Forewarn.Reachability.Filtering;
using Forewarn.Reachability.Grids;
using Forewarn.Reachability.Problems;
using Forewarn.Reachability.Schemes;
using Forewarn.Reachability.Solving;
using Xunit;

namespace Forewarn.Reachability.Tests.Filtering;

/// <summary>Dubins car, v 1, w 1.25, disc .5, period .05 s, 120 steps; the wanted control steers at the middle of the disc.</summary>
public class LeastRestrictiveFilterTests
{
    private const double Period = 0.05;
    private static readonly DubinsDisc Car = new(1, 1.25, 0.5);

    [Fact]
    public void The_tube_keeps_every_start_out_of_the_disc_and_seldom_intervenes()
    {
        var (entered, share) = Run(x => Car.Value(x[0], x[1], x[2]));
        Assert.Equal(0, entered);
        Assert.InRange(share, 0.001, 0.09);
    }

    [Fact]
    public void A_check_of_the_failure_set_alone_lets_cars_in()
    {
        var (entered, _) = Run(x => Math.Sqrt(x[0] * x[0] + x[1] * x[1]) - Car.Radius);
        Assert.True(entered > 1000, $"{entered} of 10 000");
    }

    /// <summary>The same with a value from the grid solver, while the car is on the grid.</summary>
    [Fact]
    public void A_solved_tube_keeps_cars_out_too()
    {
        var problem = ProblemCatalog.Of("dubins", new Dictionary<string, double>());
        var value = AvoidSolver.Solve(new Grid(problem.Axes), problem.Dynamics, problem.Margin, new() { Horizon = problem.Horizon, Threads = 1 });
        double resolution = value.Resolution;
        Assert.InRange(resolution, 0.03, 0.08);
        var filter = LeastRestrictiveFilter.Over(value, problem.Dynamics, Next);
        int intervened = 0;
        for (int i = 0; i < 1000; i++)
        {
            var seed = new SeedStreams(8).Stream("start", i);
            double[] x = [seed.Uniform(-1.3, 1.3), seed.Uniform(-1.3, 1.3), seed.Uniform(-Math.PI, Math.PI)];
            if (value.At(x) <= resolution) continue;
            for (int t = 0; t < 120 && Math.Max(Math.Abs(x[0]), Math.Abs(x[1])) < 1.4; t++)
            {
                x = Next(x, filter.Apply(x, [Wanted(x)], out bool acted));
                intervened += acted ? 1 : 0;
                Assert.True(problem.Margin(x) > 0, $"start {i}, step {t}");
            }
        }
        Assert.True(intervened > 500, $"{intervened}");
    }

    [Theory]
    [InlineData(Scheme.Upwind1, TubeForm.Frozen)]
    [InlineData(Scheme.Weno5, TubeForm.Final)]
    public void What_is_no_certificate_is_refused_as_a_guard(Scheme scheme, TubeForm form)
    {
        var problem = ProblemCatalog.Of("dubins", new Dictionary<string, double>());
        var grid = new Grid([.. problem.Axes.Select(a => a with { Count = 10 })]);
        var value = AvoidSolver.Solve(grid, problem.Dynamics, problem.Margin, new() { Horizon = 0.1, Scheme = scheme, Form = form, Threads = 1 });
        var fault = Assert.Throws<ForewarnException>(() => LeastRestrictiveFilter.Over(value, problem.Dynamics, Next));
        Assert.Contains("solve it again", fault.Message);
    }

    private static (int Entered, double Intervened) Run(Func<double[], double> value)
    {
        var filter = new LeastRestrictiveFilter(value, Next, x => [Car.BestTurn(x[0], x[1], x[2])]);
        int entered = 0;
        long interventions = 0, steps = 0;
        for (int i = 0, start = 0; start < 10_000; i++)
        {
            var seed = new SeedStreams(5).Stream("start", i);
            double[] x = [seed.Uniform(-1.5, 1.5), seed.Uniform(-1.5, 1.5), seed.Uniform(-Math.PI, Math.PI)];
            if (Car.Value(x[0], x[1], x[2]) <= 0.05) continue;
            start++;
            bool inside = false;
            for (int t = 0; t < 120; t++, steps++)
            {
                double[] control = filter.Apply(x, [Wanted(x)], out bool intervened);
                interventions += intervened ? 1 : 0;
                x = Next(x, control);
                inside |= x[0] * x[0] + x[1] * x[1] <= Car.Radius * Car.Radius;
            }
            entered += inside ? 1 : 0;
        }
        return (entered, (double)interventions / steps);
    }

    /// <summary>Steers at the middle of the disc.</summary>
    private static double Wanted(double[] x)
    {
        double bearing = Math.IEEERemainder(Math.Atan2(-x[1], -x[0]) - x[2], 2 * Math.PI);
        return Math.Clamp(bearing / Period, -Car.TurnRate, Car.TurnRate);
    }

    /// <summary>Along the arc, exactly.</summary>
    private static double[] Next(double[] x, double[] control)
    {
        double rate = control[0], end = x[2] + rate * Period;
        if (Math.Abs(rate) < 1e-9) return [x[0] + Period * Math.Cos(x[2]), x[1] + Period * Math.Sin(x[2]), end];
        return [x[0] + (Math.Sin(end) - Math.Sin(x[2])) / rate, x[1] - (Math.Cos(end) - Math.Cos(x[2])) / rate, end];
    }
}
