using CsCheck;
using Forewarn.Core;
using Forewarn.Evaluation.Statistics;

namespace Forewarn.Evaluation.Tests.Statistics;

public sealed class StratifiedBootstrapTests
{
    /// <summary>With five runs there are only 5^5 resamples: their exact percentiles must come out.</summary>
    [Fact]
    public void The_interval_is_that_of_all_resamples()
    {
        double[] runs = [3, 1, 4, 1.5, 9];
        var all = Enumerable.Range(0, 3125).Select(code =>
            InterquartileMean.Of([runs[code % 5], runs[code / 5 % 5], runs[code / 25 % 5], runs[code / 125 % 5], runs[code / 625]])).ToArray();
        var interval = StratifiedBootstrap.Iqm([runs], Seed(), rounds: 40_000);
        Assert.Equal(InterquartileMean.Of(runs), interval.Value);
        Assert.Equal(5, interval.Count);
        // The statistic takes few values, so near an end the exact percentile may be the neighboring one.
        Assert.InRange(interval.Low, Percentile.Of(all, 0.022), Percentile.Of(all, 0.028));
        Assert.InRange(interval.High, Percentile.Of(all, 0.972), Percentile.Of(all, 0.978));
    }

    [Fact]
    public void Every_task_keeps_its_number_of_runs()
    {
        // Between tasks there is all the spread, within them none: only an unstratified draw would show an interval.
        var interval = StratifiedBootstrap.Of([[1, 1], [101, 101, 101]], s => s.Sum(t => t.Sum()), Seed());
        Assert.Equal((305.0, 305.0, 305.0, 5), (interval.Value, interval.Low, interval.High, interval.Count));
        int[][] draws = StratifiedBootstrap.Draws([0, 1, 0, 1, 1], Seed(), 200);
        Assert.All(draws, d => Assert.Equal(2, d.Count(run => run is 0 or 2)));
        Assert.Equal(Enumerable.Range(0, 5), draws.SelectMany(d => d).Distinct().Order());
    }

    [Fact]
    public void Intervals_cover_the_truth_about_as_often_as_they_say()
    {
        int covered = 0;
        for (int trial = 0; trial < 200; trial++)
        {
            var draw = new SeedStreams((ulong)trial).Stream("runs");
            double[] runs = [.. Enumerable.Range(0, 30).Select(_ => draw.NextNormal())];
            var interval = StratifiedBootstrap.Iqm([runs], draw.Child("bootstrap"), rounds: 400);
            if (interval.Low <= 0 && interval.High >= 0) covered++;
        }
        Assert.InRange(covered, 176, 199);
    }

    [Fact]
    public void Equal_seeds_give_equal_intervals_and_no_runs_give_none()
    {
        double[][] runs = [[1, 5, 2], [7, 7.5]];
        Assert.Equal(StratifiedBootstrap.Iqm(runs, Seed()), StratifiedBootstrap.Iqm(runs, Seed()));
        var nothing = StratifiedBootstrap.Iqm([[]], Seed());
        Assert.Equal((double.NaN, 0), (nothing.Value, nothing.Count));
    }

    [Fact]
    public void The_runs_are_left_alone() => Gen.Double[0, 1].Array[1, 9].Sample(runs =>
    {
        double[] kept = [.. runs];
        StratifiedBootstrap.Iqm([runs], Seed(), rounds: 5);
        Assert.Equal(kept, runs);
    });

    private static SeedStream Seed() => new SeedStreams(7).Stream("test");
}
