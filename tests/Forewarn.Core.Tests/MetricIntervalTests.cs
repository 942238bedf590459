using Forewarn.Core;

namespace Forewarn.Core.Tests;

public sealed class MetricIntervalTests
{
    [Fact]
    public void A_share_carries_the_published_Wilson_interval()
    {
        // Newcombe 1998, table I: 81 of 263, score interval 0.2553 to 0.3662.
        var share = MetricInterval.OfShare(81, 263);
        Assert.Equal(0.2553, share.Low, 4);
        Assert.Equal(0.3662, share.High, 4);
        Assert.Equal(263, share.Count);
    }

    [Fact]
    public void A_mean_carries_its_standard_error()
    {
        var mean = MetricInterval.OfMean([1, 2, 3, 4]);
        double half = 1.959964 * Math.Sqrt(5.0 / 3 / 4);
        Assert.Equal(2.5, mean.Value);
        Assert.Equal(2.5 - half, mean.Low, 5);
        Assert.Equal(2.5 + half, mean.High, 5);
    }

    [Fact]
    public void One_value_has_no_bounds() => Assert.Equal(double.PositiveInfinity, MetricInterval.OfMean([3]).High);

    [Fact]
    public void More_successes_than_trials_are_refused() =>
        Assert.Throws<ForewarnException>(() => MetricInterval.OfShare(3, 2));
}
