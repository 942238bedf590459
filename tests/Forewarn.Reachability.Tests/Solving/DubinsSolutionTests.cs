using Forewarn.Reachability.ClosedForms;
using Forewarn.Reachability.Grids;
using Forewarn.Reachability.Schemes;
using Forewarn.Reachability.Solving;
using Forewarn.Reachability.Systems;
using Xunit;

namespace Forewarn.Reachability.Tests.Solving;

public class DubinsSolutionTests
{
    private static readonly DubinsDisc Exact = new(1, 1.25, 0.5);

    [Theory]
    [InlineData(Scheme.Upwind1, TimeScheme.Rk1, 41, .002814, .0708, .99592)]
    [InlineData(Scheme.Weno3, TimeScheme.Rk3, 41, .001773, .0305, .99390)]
    [InlineData(Scheme.Weno5, TimeScheme.Rk3, 41, .001058, .0196, .99592)]
    [InlineData(Scheme.Weno5, TimeScheme.Rk3, 61, .000569, .0110, .99861)]
    public void The_tube_is_that_of_the_closed_form(Scheme scheme, TimeScheme time, int points, double mean, double largest, double overlap)
    {
        var value = Solve(scheme, time, points, threads: 2);
        double sum = 0, worst = 0;
        int count = 0, both = 0, either = 0, unsafeCalledSafe = 0, lost = 0;
        value.Grid.ForEach((index, x, _) =>
        {
            if (Math.Sqrt(x[0] * x[0] + x[1] * x[1]) >= 1.2) return;
            double wanted = Exact.Value(x[0], x[1], x[2]), found = value[index];
            (sum, count, worst) = (sum + Math.Abs(found - wanted), count + 1, Math.Max(worst, Math.Abs(found - wanted)));
            if (wanted <= 0) lost++;
            if (wanted <= 0 && found <= 0) both++;
            if (wanted <= 0 || found <= 0) either++;
            if (wanted <= 0 && found > 0) unsafeCalledSafe++;
        });
        Assert.Equal(mean, sum / count, mean * 0.03);
        Assert.Equal(largest, worst, largest * 0.06);
        Assert.Equal(overlap, (double)both / either, 1.5e-3);
        Assert.InRange((double)unsafeCalledSafe / lost, 0, 0.0025);
    }

    [Fact]
    public void Threads_do_not_show_in_the_result()
    {
        GridValue one = Solve(Scheme.Weno5, TimeScheme.Rk3, 21, 1), three = Solve(Scheme.Weno5, TimeScheme.Rk3, 21, 3);
        one.Grid.ForEach((index, _, _) => Assert.Equal(one[index], three[index]));
    }

    [Fact]
    public void The_variational_form_agrees_with_the_frozen_one()
    {
        GridValue frozen = Solve(Scheme.Weno5, TimeScheme.Rk3, 31, 1), variational = Solve(Scheme.Weno5, TimeScheme.Rk3, 31, 1, TubeForm.Variational);
        double sum = 0;
        frozen.Grid.ForEach((index, _, _) => sum += Math.Abs(frozen[index] - variational[index]));
        Assert.InRange(sum / frozen.Grid.Count, 0, 4e-3);
    }

    [Fact]
    public void Interpolation_gradients_and_controls_follow_the_closed_form()
    {
        var value = Solve(Scheme.Weno5, TimeScheme.Rk3, 61, 2);
        var car = new DubinsCar(1, 1.25);
        var gradient = new double[3];
        int agreed = 0, asked = 0;
        for (int i = 0; i < 500; i++)
        {
            var seed = new Core.SeedStreams(3).Stream("probe", i);
            double[] x = [seed.Uniform(-1, 1), seed.Uniform(-1, 1), seed.Uniform(-7, 7)];
            double wanted = Exact.Value(x[0], x[1], x[2]);
            Assert.Equal(wanted, value.At(x), 0.02);
            if (wanted > 0.3 || Math.Abs(x[0] * Math.Sin(x[2]) - x[1] * Math.Cos(x[2])) < 0.15 || x[0] * Math.Cos(x[2]) + x[1] * Math.Sin(x[2]) > -0.2)
                continue;
            value.Gradient(x, gradient);
            asked++;
            if (Math.Sign(value.BestControl(x, car)[0]) == Math.Sign(Exact.BestTurn(x[0], x[1], x[2]))) agreed++;
        }
        Assert.True(asked > 50);
        Assert.Equal(asked, agreed);
    }

    private static GridValue Solve(Scheme scheme, TimeScheme time, int points, int threads, TubeForm form = TubeForm.Frozen)
    {
        var grid = new Grid([new("x_m", -1.5, 1.5, points), new("y_m", -1.5, 1.5, points),
            new("heading_rad", -Math.PI, Math.PI, points - 1, Boundary.Periodic)]);
        return AvoidSolver.Solve(grid, new DubinsCar(1, 1.25), x => Math.Sqrt(x[0] * x[0] + x[1] * x[1]) - 0.5,
            new() { Horizon = 1.5, Scheme = scheme, Time = time, Threads = threads, Form = form });
    }
}
