using Forewarn.Core;
using Forewarn.Reachability.Grids;
using Forewarn.Reachability.Solving;
using Forewarn.Reachability.Systems;
using Xunit;

namespace Forewarn.Reachability.Tests.Grids;

public class GridTests
{
    [Fact]
    public void Memory_is_estimated_before_anything_is_allocated()
    {
        GridAxis[] axes = [.. Enumerable.Range(0, 5).Select(i => new GridAxis($"axis{i}", 0, 1, 400))];
        var fault = Assert.Throws<ForewarnException>(() => new Grid(axes));
        Assert.Contains("400 x 400 x 400 x 400 x 400", fault.Message);
        Assert.Contains("GB", fault.Message);
        Assert.Equal(ExitCode.Usage, fault.ExitCode);
        Assert.Throws<ForewarnException>(() => new Grid([new("x", 0, 1, 1000), new("y", 0, 1, 1000)], memory: 1_000_000));
    }

    [Theory]
    [InlineData(0, 1, 7)]
    [InlineData(1, 1, 20)]
    [InlineData(0, double.NaN, 20)]
    [InlineData(0, double.PositiveInfinity, 20)]
    public void Axes_that_make_no_sense_are_refused(double low, double high, int count) =>
        Assert.Contains("grid axis 'x'", Assert.Throws<ForewarnException>(() => new Grid([new("x", low, high, count)])).Message);

    [Fact]
    public void Unbounded_controls_and_margins_that_are_no_numbers_are_refused()
    {
        var grid = new Grid([new("x_m", -1, 1, 10), new("v_m_s", -1, 1, 10)]);
        var options = new AvoidOptions { Threads = 1 };
        Assert.Contains("control bounds",
            Assert.Throws<ForewarnException>(() => AvoidSolver.Solve(grid, new DoubleIntegrator(double.PositiveInfinity), x => x[0], options)).Message);
        Assert.Contains("failure margin",
            Assert.Throws<ForewarnException>(() => AvoidSolver.Solve(grid, new DoubleIntegrator(1), x => Math.Sqrt(x[0]), options)).Message);
        Assert.Throws<ForewarnException>(() => AvoidSolver.Solve(grid, new DubinsCar(1, 1), x => x[0], options));
        Assert.Throws<ForewarnException>(() => AvoidSolver.Solve(grid, new DoubleIntegrator(1), x => x[0], options with { Horizon = double.NaN }));
    }

    [Fact]
    public void Questions_outside_of_the_grid_are_refused_and_periodic_ones_wrap()
    {
        var grid = new Grid([new("x_m", -1, 1, 11), new("heading_rad", 0, 2 * Math.PI, 16, Boundary.Periodic)]);
        var value = new GridValue(grid, AvoidSolver.Margins(grid, x => x[0] + Math.Cos(x[1])), new AvoidOptions());
        Assert.Contains("x_m", Assert.Throws<ForewarnException>(() => value.At([1.01, 0])).Message);
        Assert.Equal(1.5, value.At([0.5, 2 * Math.PI]), 12);
        Assert.Equal(value.At([0.5, 0.1]), value.At([0.5, 0.1 - 4 * Math.PI]), 12);
        Assert.Equal(0.5 + Math.Cos(-0.1), value.At([0.5, -0.1]), 0.03);
    }
}
