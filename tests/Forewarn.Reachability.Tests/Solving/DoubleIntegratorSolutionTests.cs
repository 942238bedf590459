using Forewarn.Reachability.ClosedForms;
using Forewarn.Reachability.Grids;
using Forewarn.Reachability.Schemes;
using Forewarn.Reachability.Solving;
using Forewarn.Reachability.Systems;
using Xunit;

namespace Forewarn.Reachability.Tests.Solving;

public class DoubleIntegratorSolutionTests
{
    /// <summary>Mean and largest error where the value depends neither on the edge of the grid nor on the horizon.</summary>
    [Theory]
    [InlineData(Scheme.Upwind1, TimeScheme.Rk1, 51, .029636, .1145)]
    [InlineData(Scheme.Upwind1, TimeScheme.Rk1, 101, .015071, .0594)]
    [InlineData(Scheme.Weno3, TimeScheme.Rk3, 51, .004867, .0161)]
    [InlineData(Scheme.Weno3, TimeScheme.Rk3, 101, .001950, .0064)]
    [InlineData(Scheme.Weno5, TimeScheme.Rk3, 51, .002401, .0071)]
    [InlineData(Scheme.Weno5, TimeScheme.Rk3, 101, .000848, .0025)]
    public void Errors_against_the_closed_form_are_those_of_the_scheme(Scheme scheme, TimeScheme time, int points, double mean, double largest)
    {
        var (foundMean, foundLargest, optimistic) = Errors(scheme, time, points);
        Assert.Equal(mean, foundMean, mean * 0.02);
        Assert.Equal(largest, foundLargest, largest * 0.05);
        Assert.Equal(0, optimistic);
    }

    private static (double Mean, double Largest, int Optimistic) Errors(Scheme scheme, TimeScheme time, int points)
    {
        var exact = new DoubleIntegratorWall(1);
        var grid = new Grid([new("x_m", -1, 5, points), new("v_m_s", -3, 3, points)]);
        var value = AvoidSolver.Solve(grid, new DoubleIntegrator(1), x => x[0],
            new() { Horizon = 3, Scheme = scheme, Time = time, Threads = 1 });
        double sum = 0, largest = 0;
        int count = 0, optimistic = 0;
        grid.ForEach((index, x, _) =>
        {
            if (x[0] is not (> -0.5 and < 3.5) || Math.Abs(x[1]) >= 2) return;
            double wanted = exact.Value(x[0], x[1]), found = value[index], error = Math.Abs(found - wanted);
            (sum, count, largest) = (sum + error, count + 1, Math.Max(largest, error));
            if (wanted <= 0 && found > 0) optimistic++;
        });
        return (sum / count, largest, optimistic);
    }
}
