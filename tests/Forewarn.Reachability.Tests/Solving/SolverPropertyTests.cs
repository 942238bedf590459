using Forewarn.Core;
using Forewarn.Reachability.ClosedForms;
using Forewarn.Reachability.Grids;
using Forewarn.Reachability.Problems;
using Forewarn.Reachability.Schemes;
using Forewarn.Reachability.Solving;
using Forewarn.Reachability.Systems;
using Xunit;

namespace Forewarn.Reachability.Tests.Solving;

public class SolverPropertyTests
{
    /// <summary>
    /// Between two discs a car that can pass either alone may be lost: the smaller of both values is an upper bound of the union's, and calls
    /// states safe from which failure is inevitable.
    /// </summary>
    [Fact]
    public void The_smaller_of_two_values_is_optimistic_for_two_discs()
    {
        const double apart = 0.48;
        var grid = new Grid([new("x_m", -2, 1.5, 51), new("y_m", -1.75, 1.75, 51), new("heading_rad", -Math.PI, Math.PI, 40, Boundary.Periodic)]);
        var car = new DubinsDisc(1, 1.25, 0.5);
        double Disc(double x, double y) => Math.Sqrt(x * x + y * y) - 0.5;
        var both = AvoidSolver.Solve(grid, new DubinsCar(1, 1.25), x => Math.Min(Disc(x[0], x[1] - apart), Disc(x[0], x[1] + apart)),
            new() { Horizon = 2, Threads = 1 });
        double Smaller(ReadOnlySpan<double> x) => Math.Min(car.Value(x[0], x[1] - apart, x[2], 2), car.Value(x[0], x[1] + apart, x[2], 2));
        int called = 0, points = 0;
        double largest = double.NegativeInfinity;
        grid.ForEach((index, x, _) =>
        {
            if (Math.Abs(x[1]) > 1.2 || x[0] is < -1.5 or > 1.2) return;
            points++;
            largest = Math.Max(largest, both[index] - Smaller(x));
            if (both[index] <= -0.05 && Smaller(x) > 0) called++;
        });
        // An upper bound, to the solver's error...
        Assert.InRange(largest, -1, 0.03);
        // ... and a wrong one: head-on between the discs, whichever way it turns, one of them is there.
        Assert.True(called > 100, $"{called} of {points}");
        double[] between = [-1.0, 0, 0];
        Assert.True(Smaller(between) > 0.02 && both.At(between) < -0.02, $"{Smaller(between)}, {both.At(between)}");
    }

    /// <summary>On the usual grid: thin tips vanish at first order.</summary>
    [Fact]
    [Trait("Speed", "Slow")]
    public void First_order_calls_a_lost_state_of_two_vehicles_safe()
    {
        GridValue first = Air3d(Scheme.Upwind1, TimeScheme.Rk1), fifth = Air3d(Scheme.Weno5, TimeScheme.Rk3);
        double[] tip = [13.76, 2.8205, Math.PI];
        Assert.Equal(.084775, first.At(tip), 2e-3);
        Assert.Equal(-.910147, fifth.At(tip), 2e-2);
        Assert.Equal(.242471, first.TubeShare, 1e-3);
        Assert.Equal(.259412, fifth.TubeShare, 1e-3);
        Assert.False(first.Certifies);
        Assert.True(fifth.Certifies);
    }

    /// <summary>Two bodies that brake each before a wall of its own; lost when either is.</summary>
    [Fact]
    public void Four_axes_are_solved_as_two_and_two()
    {
        var wall = new DoubleIntegratorWall(1);
        GridAxis x = new("x_m", -0.6, 2.2, 15), v = new("v_m_s", -1.4, 1.4, 15);
        var grid = new Grid([x, v, x with { Name = "y_m" }, v with { Name = "w_m_s" }]);
        var value = AvoidSolver.Solve(grid, new Two(new DoubleIntegrator(1)), s => Math.Min(s[0], s[2]), new() { Horizon = 1.4, Threads = 1 });
        var found = TubeComparison.Of(value, s => Math.Min(wall.Value(s[0], s[1], 1.4), wall.Value(s[2], s[3], 1.4)),
            s => Math.Abs(s[1]) < 1.1 && Math.Abs(s[3]) < 1.1 && s[0] is > -0.4 and < 1.7 && s[2] is > -0.4 and < 1.7);
        Assert.True(found.Points > 10_000);
        Assert.InRange(found.MeanError, 0, 0.01);
        Assert.InRange(found.Overlap, 0.95, 1);
        Assert.Equal(2, value.BestControl([0.5, -1, 1.5, 0.1], new Two(new DoubleIntegrator(1))).Length);
    }

    [Fact]
    public void Gradients_are_those_of_finite_differences_where_the_value_is_smooth()
    {
        var problem = ProblemCatalog.Of("double-integrator", new Dictionary<string, double>());
        var value = AvoidSolver.Solve(new Grid(problem.Axes), problem.Dynamics, problem.Margin, new() { Horizon = 3, Threads = 1 });
        var gradient = new double[2];
        for (int i = 0; i < 300; i++)
        {
            var seed = new SeedStreams(6).Stream("gradient", i);
            double[] x = [seed.Uniform(0, 3), seed.Uniform(-1.8, -0.2)];
            value.Gradient(x, gradient);
            // V = x - v^2 / 2 a: slopes 1 and -v.
            Assert.Equal(1, gradient[0], 0.01);
            Assert.Equal(-x[1], gradient[1], 0.02);
            const double h = 0.12;
            Assert.Equal((value.At([x[0] + h, x[1]]) - value.At([x[0] - h, x[1]])) / (2 * h), gradient[0], 0.01);
            Assert.Equal((value.At([x[0], x[1] + h]) - value.At([x[0], x[1] - h])) / (2 * h), gradient[1], 0.02);
            Assert.Equal([1.0], value.BestControl(x, problem.Dynamics));
        }
    }

    [Theory]
    [InlineData(TubeForm.Frozen)]
    [InlineData(TubeForm.Variational)]
    public void A_longer_look_ahead_never_raises_a_tube_s_value(TubeForm form)
    {
        var problem = ProblemCatalog.Of("dubins", new Dictionary<string, double>());
        var grid = new Grid([.. problem.Axes.Select(a => a with { Count = a.Boundary == Boundary.Periodic ? 20 : 21 })]);
        GridValue Solve(double horizon) =>
            AvoidSolver.Solve(grid, problem.Dynamics, problem.Margin, new() { Horizon = horizon, Form = form, Threads = 1 });
        GridValue near = Solve(0.4), far = Solve(0.8);
        double rise = double.NegativeInfinity;
        grid.ForEach((index, x, _) =>
        {
            rise = Math.Max(rise, far[index] - near[index]);
            Assert.True(near[index] <= problem.Margin(x.ToArray()) + 1e-12);
        });
        // The frozen form holds it exactly, the variational one to its error on this coarse grid.
        Assert.InRange(rise, double.NegativeInfinity, form == TubeForm.Frozen ? 1e-12 : 0.02);
    }

    /// <summary>The margin at the end alone: states that fail on the way and leave the failure set again look safe, so it certifies nothing.</summary>
    [Fact]
    public void A_reachable_set_forgets_what_happens_on_the_way()
    {
        var problem = ProblemCatalog.Of("dubins", new Dictionary<string, double>());
        var grid = new Grid([.. problem.Axes.Select(a => a with { Count = a.Boundary == Boundary.Periodic ? 30 : 31 })]);
        var options = new AvoidOptions { Horizon = 1.2, Threads = 1 };
        GridValue tube = AvoidSolver.Solve(grid, problem.Dynamics, problem.Margin, options);
        GridValue set = AvoidSolver.Solve(grid, problem.Dynamics, problem.Margin, options with { Form = TubeForm.Final });
        double[] leaving = [0.1, 0, 0];
        Assert.True(tube.At(leaving) < 0 && set.At(leaving) > 0.3);
        Assert.True(tube.Certifies);
        Assert.False(set.Certifies);
    }

    /// <summary>The estimate that refuses grids is neither too small nor idle talk.</summary>
    [Fact]
    public void A_solution_takes_at_most_the_memory_that_was_estimated()
    {
        var problem = ProblemCatalog.Of("dubins", new Dictionary<string, double> { ["disturbance_rad_s"] = 0.3 });
        var grid = new Grid([.. problem.Axes.Select(a => a with { Count = 40 })]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        AvoidSolver.Solve(grid, problem.Dynamics, problem.Margin, new() { Horizon = 1e-3, Threads = 1 });
        long taken = GC.GetAllocatedBytesForCurrentThread() - before, estimated = Grid.MemoryNeeded(grid.Axes);
        Assert.InRange(taken, estimated / 2, estimated);
    }

    private sealed record Two(IAffineDynamics One) : IAffineDynamics
    {
        public int StateSize => 2 * One.StateSize;

        public IReadOnlyList<Bounds> Controls { get; } = [.. One.Controls, .. One.Controls];

        public IReadOnlyList<Bounds> Disturbances => [];

        public void Evaluate(ReadOnlySpan<double> state, Span<double> drift, Span<double> control, Span<double> disturbance)
        {
            (drift[0], drift[1], drift[2], drift[3]) = (state[1], 0, state[3], 0);
            control.Clear();
            (control[2], control[7]) = (1, 1);
        }
    }

    private static GridValue Air3d(Scheme scheme, TimeScheme time)
    {
        var problem = ProblemCatalog.Of("air3d", new Dictionary<string, double>());
        return AvoidSolver.Solve(new Grid(problem.Axes), problem.Dynamics, problem.Margin,
            new() { Horizon = problem.Horizon, Scheme = scheme, Time = time, Threads = 2 });
    }
}
