using CsCheck;
using Forewarn.Evaluation.Statistics;

namespace Forewarn.Evaluation.Tests.Statistics;

public sealed class InterquartileMeanTests
{
    [Theory]
    [InlineData(new[] { 1.0, 2, 3, 4, 5, 6, 7, 8 }, 4.5)]
    [InlineData(new[] { 0.0, 0, 1, 100 }, 0.5)]
    [InlineData(new[] { 10.0, 1, 2 }, 13.0 / 3)]
    [InlineData(new[] { 5.0, -100, 7, 6, 1000 }, 6)]
    [InlineData(new[] { 9.0, 1, 4, 3, 8, 2, 7, 5, 6, 10 }, 5.5)]
    [InlineData(new[] { 4.0 }, 4)]
    public void It_is_the_mean_of_the_middle_half(double[] values, double mean) => Assert.Equal(mean, InterquartileMean.Of(values), 1e-12);

    [Fact]
    public void One_value_gone_wild_cannot_move_it() => Gen.Double[-10, 10].Array[8, 20].Sample(values =>
    {
        double calm = InterquartileMean.Of(values);
        double[] wild = [.. values];
        wild[Array.IndexOf(wild, wild.Max())] = 1e9;
        Assert.Equal(calm, InterquartileMean.Of(wild), 1e-9);
        Assert.InRange(calm, values.Min(), values.Max());
    });

    [Fact]
    public void It_moves_and_stretches_with_the_values_and_leaves_them_alone() =>
        Gen.Select(Gen.Double[-10, 10].Array[1, 20], Gen.Double[-5, 5], Gen.Double[0.1, 5]).Sample((values, shift, scale) =>
        {
            double[] kept = [.. values];
            double moved = InterquartileMean.Of([.. values.Select(v => scale * v + shift)]);
            Assert.Equal(scale * InterquartileMean.Of(values) + shift, moved, 1e-9);
            Assert.Equal(kept, values);
        });

    [Fact]
    public void What_is_no_number_is_not_trimmed_away()
    {
        Assert.Equal(double.NaN, InterquartileMean.Of([1, 2, double.NaN, 3, 4, 5, 6, 7]));
        Assert.Equal(double.NaN, InterquartileMean.Of([]));
    }
}
