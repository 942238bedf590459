using CsCheck;
using Forewarn.Core;
using Forewarn.Evaluation.Statistics;

namespace Forewarn.Evaluation.Tests.Statistics;

public sealed class LearningCurveTests
{
    private static readonly LearningCurve Ramp = new([(0, 0), (10, 10), (20, 10), (40, 50)]);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 5)]
    [InlineData(15, 10)]
    [InlineData(30, 30)]
    [InlineData(40, 50)]
    [InlineData(-1, double.NaN)]
    [InlineData(41, double.NaN)]
    public void It_is_linear_between_points_and_nothing_beyond(double step, double value) => Assert.Equal(value, Ramp.At(step));

    [Theory]
    [InlineData(0, 10, 5)]
    [InlineData(0, 40, (50 + 100 + 600) / 40.0)]
    [InlineData(5, 15, (37.5 + 50) / 10)]
    [InlineData(12, 12, 10)]
    public void The_area_is_the_mean_height(double from, double to, double height) => Assert.Equal(height, Ramp.Area(from, to), 1e-12);

    [Fact]
    public void Areas_add_up() =>
        Gen.Select(Gen.Double[-5, 5].Array[2, 12], Gen.Double[0, 1], Gen.Double[0, 1]).Sample((values, a, b) =>
        {
            var curve = new LearningCurve(values.Select((v, i) => (3.0 * i, v)));
            double end = curve.Steps[^1], first = Math.Min(a, b) * end, second = Math.Max(a, b) * end;
            double whole = curve.Area(0, end) * end;
            double parts = curve.Area(0, first) * first + curve.Area(first, second) * (second - first) + curve.Area(second, end) * (end - second);
            Assert.Equal(whole, parts, 1e-9);
            Assert.InRange(curve.Area(0, end), values.Min() - 1e-9, values.Max() + 1e-9);
        });

    [Fact]
    public void Points_may_come_in_any_order_twice_and_without_a_value()
    {
        var curve = new LearningCurve([(20, 4), (10, 1), (15, double.NaN), (20, 2), (30, double.PositiveInfinity)]);
        Assert.Equal([10, 20], curve.Steps);
        Assert.Equal([1, 2], curve.Values);
        Assert.True(new LearningCurve([(1, double.NaN)]).IsEmpty);
    }

    [Fact]
    public void The_final_figure_is_the_mean_of_the_last_tenth()
    {
        var curve = new LearningCurve(Enumerable.Range(0, 101).Select(i => ((double)i, (double)i)));
        Assert.Equal(95, curve.Final(100), 1e-12);
        Assert.Equal(47.5, curve.Final(50), 1e-12);
        Assert.Equal(50, Ramp.Final(40), 1e-12);
        Assert.Equal(double.NaN, Ramp.Final(50));
    }

    [Fact]
    public void An_area_beyond_the_points_is_refused()
    {
        Assert.Contains("points from 0 to 40", Assert.Throws<ForewarnException>(() => Ramp.Area(0, 50)).Message);
        Assert.Contains("no points", Assert.Throws<ForewarnException>(() => new LearningCurve([]).Area(0, 1)).Message);
    }

    [Fact]
    public void A_paired_difference_sees_through_spread_that_both_sides_share() =>
        Gen.Select(Gen.Double[-100, 100].Array[2, 12], Gen.Double[-3, 3]).Sample((runs, better) =>
        {
            double[] others = [.. runs.Select(r => r + better)];
            var interval = Bootstrap.PairedDifference(others, runs, new SeedStream(1), 200);
            Assert.Equal(better, interval.Value, 1e-9);
            Assert.Equal(better, interval.Low, 1e-9);
            Assert.Equal(better, interval.High, 1e-9);
            Assert.Throws<ForewarnException>(() => Bootstrap.PairedDifference(others, [.. runs, 1.0], new SeedStream(1)));
        });
}
