using Forewarn.Reachability.Schemes;
using Xunit;

namespace Forewarn.Reachability.Tests.Schemes;

/// <summary>Orders on a periodic sine, as the largest error falls from n to 2 n points.</summary>
public class DerivativeOrderTests
{
    [Fact]
    public void First_order_is_first_order() => Assert.All(Orders<Upwind1>(), o => Assert.InRange(o, 0.95, 1.05));

    [Fact]
    public void Weno3_is_between_second_and_third_order() => Assert.All(Orders<Weno3>(), o => Assert.InRange(o, 1.9, 2.8));

    [Fact]
    public void Weno5_is_fifth_order() => Assert.All(Orders<Weno5>(), o => Assert.InRange(o, 4.8, 5.1));

    [Fact]
    public void A_straight_line_is_met_exactly_by_all()
    {
        double[] line = [.. Enumerable.Range(0, 32).Select(i => 3.0 * i - 1)];
        Check<Upwind1>();
        Check<Weno3>();
        Check<Weno5>();

        void Check<T>() where T : struct, IUpwindScheme
        {
            T.Slopes(in line[8], 1, FourLanes.All(0.5), FourLanes.All(2), out var mean, out var half);
            for (int i = 0; i < FourLanes.Count; i++) Assert.Equal((6, 0), (Math.Round(mean[i], 12), Math.Round(half[i], 12)));
        }
    }

    /// <summary>At a kink the weights keep to the smooth side: no overshoot beyond either slope.</summary>
    [Fact]
    public void A_kink_makes_no_new_extrema()
    {
        double[] kink = [.. Enumerable.Range(0, 40).Select(i => Math.Abs(i - 19.5) * 0.1)];
        for (int at = 4; at < 32; at++)
        {
            Weno5.Slopes(in kink[at], 1, FourLanes.All(0.1), FourLanes.All(10), out var mean, out var half);
            Assert.InRange((mean - half)[0], -1.02, 1.02);
            Assert.InRange((mean + half)[0], -1.02, 1.02);
        }
    }

    /// <summary>The lean form against the definition of Jiang and Peng, point by point, on rough data; eight lanes against four.</summary>
    [Fact]
    public void Weno5_is_its_definition_on_any_data()
    {
        var seed = new Core.SeedStreams(7).Stream("rough");
        double[] v = [.. Enumerable.Range(0, 64).Select(_ => seed.Uniform(-1, 1))];
        const double step = 0.3;
        for (int at = 3; at + EightLanes.Count + 3 < v.Length; at++)
        {
            Weno5.Slopes(in v[at], 1, EightLanes.All(step), EightLanes.All(1 / step), out var mean, out var half);
            Weno5.Slopes(in v[at], 1, FourLanes.All(step), FourLanes.All(1 / step), out var narrowMean, out var narrowHalf);
            for (int lane = 0; lane < EightLanes.Count; lane++)
            {
                double left = Defined(i => v[at + lane + i], 1) / step, right = -Defined(i => v[at + lane - i], 1) / step;
                Assert.Equal(left, mean[lane] - half[lane], 1e-11);
                Assert.Equal(right, mean[lane] + half[lane], 1e-11);
                if (lane < FourLanes.Count) Assert.Equal((mean[lane], half[lane]), (narrowMean[lane], narrowHalf[lane]));
            }
        }

        // Five differences from furthest upwind to furthest downwind, three parabolas through three of them each.
        static double Defined(Func<int, double> value, double scale)
        {
            double[] d = [.. Enumerable.Range(-3, 5).Select(i => (value(i + 1) - value(i)) / scale)];
            double[] parabolas =
            [
                d[0] / 3 - 7 * d[1] / 6 + 11 * d[2] / 6, -d[1] / 6 + 5 * d[2] / 6 + d[3] / 3, d[2] / 3 + 5 * d[3] / 6 - d[4] / 6,
            ];
            double[] rough =
            [
                13.0 / 12 * Math.Pow(d[0] - 2 * d[1] + d[2], 2) + Math.Pow(d[0] - 4 * d[1] + 3 * d[2], 2) / 4,
                13.0 / 12 * Math.Pow(d[1] - 2 * d[2] + d[3], 2) + Math.Pow(d[1] - d[3], 2) / 4,
                13.0 / 12 * Math.Pow(d[2] - 2 * d[3] + d[4], 2) + Math.Pow(3 * d[2] - 4 * d[3] + d[4], 2) / 4,
            ];
            // The floor is of divided differences; here they are not.
            double[] weights = [.. new[] { 0.1, 0.6, 0.3 }.Zip(rough, (w, r) => w / Math.Pow(1e-6 * step * step + r, 2))];
            return parabolas.Zip(weights, (p, w) => p * w).Sum() / weights.Sum();
        }
    }

    private static double[] Orders<T>() where T : struct, IUpwindScheme
    {
        double[] errors = [.. new[] { 20, 40, 80, 160 }.Select(Error<T>)];
        return [.. errors.Zip(errors.Skip(1), (a, b) => Math.Log2(a / b))];
    }

    private static double Error<T>(int n) where T : struct, IUpwindScheme
    {
        double step = 2 * Math.PI / n, worst = 0;
        double[] sine = [.. Enumerable.Range(-4, n + 12).Select(i => Math.Sin(i * step))];
        for (int i = 0; i < n; i++)
        {
            T.Slopes(in sine[i + 4], 1, FourLanes.All(step), FourLanes.All(1 / step), out var mean, out var half);
            worst = Math.Max(worst, Math.Max(Math.Abs((mean - half)[0] - Math.Cos(i * step)), Math.Abs((mean + half)[0] - Math.Cos(i * step))));
        }
        return worst;
    }
}
