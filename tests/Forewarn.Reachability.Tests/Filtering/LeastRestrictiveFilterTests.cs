using Forewarn.Core;
using Forewarn.Reachability.ClosedForms;
using Forewarn.Reachability.Filtering;
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
                double bearing = Math.IEEERemainder(Math.Atan2(-x[1], -x[0]) - x[2], 2 * Math.PI);
                double[] control = filter.Apply(x, [Math.Clamp(bearing / Period, -Car.TurnRate, Car.TurnRate)], out bool intervened);
                interventions += intervened ? 1 : 0;
                x = Next(x, control);
                inside |= x[0] * x[0] + x[1] * x[1] <= Car.Radius * Car.Radius;
            }
            entered += inside ? 1 : 0;
        }
        return (entered, (double)interventions / steps);
    }

    /// <summary>Along the arc, exactly.</summary>
    private static double[] Next(double[] x, double[] control)
    {
        double rate = control[0], end = x[2] + rate * Period;
        if (Math.Abs(rate) < 1e-9) return [x[0] + Period * Math.Cos(x[2]), x[1] + Period * Math.Sin(x[2]), end];
        return [x[0] + (Math.Sin(end) - Math.Sin(x[2])) / rate, x[1] - (Math.Cos(end) - Math.Cos(x[2])) / rate, end];
    }
}
