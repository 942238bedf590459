using System.Numerics;
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
            T.Derivatives(in line[8], 1, new Vector<double>(2), out var left, out var right);
            for (int i = 0; i < Vector<double>.Count; i++) Assert.Equal((6, 6), (Math.Round(left[i], 12), Math.Round(right[i], 12)));
        }
    }

    /// <summary>At a kink the weights keep to the smooth side: no overshoot beyond either slope.</summary>
    [Fact]
    public void A_kink_makes_no_new_extrema()
    {
        double[] kink = [.. Enumerable.Range(0, 40).Select(i => Math.Abs(i - 19.5) * 0.1)];
        for (int at = 4; at < 32; at++)
        {
            Weno5.Derivatives(in kink[at], 1, new Vector<double>(10), out var left, out var right);
            Assert.InRange(left[0], -1.02, 1.02);
            Assert.InRange(right[0], -1.02, 1.02);
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
            T.Derivatives(in sine[i + 4], 1, new Vector<double>(1 / step), out var left, out var right);
            worst = Math.Max(worst, Math.Max(Math.Abs(left[0] - Math.Cos(i * step)), Math.Abs(right[0] - Math.Cos(i * step))));
        }
        return worst;
    }
}
