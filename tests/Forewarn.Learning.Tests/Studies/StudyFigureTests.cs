using CsCheck;
using Forewarn.Core;
using Forewarn.Learning.Preferences.Studies;
using Forewarn.Learning.Studies;

namespace Forewarn.Learning.Tests.Studies;

public sealed class StudyFigureTests
{
    [Theory]
    [InlineData(0.5, 0.6, 0.4, null, StudyVerdict.Supported)]
    [InlineData(0.5, 0.6, 0.55, null, StudyVerdict.Inconclusive)]
    [InlineData(0.5, 0.6, 0.7, null, StudyVerdict.NotSupported)]
    [InlineData(0.5, 0.6, null, 0.6, StudyVerdict.Supported)]
    [InlineData(0.5, 0.6, null, 0.4, StudyVerdict.NotSupported)]
    [InlineData(0.5, 0.6, 0.4, 0.55, StudyVerdict.Inconclusive)]
    [InlineData(0.5, 0.6, 0.52, 0.58, StudyVerdict.Inconclusive)]
    public void A_bar_asks_for_the_whole_interval(double low, double high, double? least, double? most, StudyVerdict verdict) =>
        Assert.Equal(verdict, new StudyBar(least, most).Judge(low, high));

    [Fact]
    public void No_bar_no_verdict()
    {
        Assert.Null(StudyFigure.Exact("x", 1).Verdict);
        Assert.Null(StudyFigure.Sampled("x", [1, 2]).Verdict);
    }

    /// <summary>Values 1, 2, 3: mean 2, deviation 1, half width 4.30265 / √3.</summary>
    [Fact]
    public void The_interval_is_Students()
    {
        var interval = StudentInterval.Of([1, 2, 3]);
        Assert.Equal(2, interval.Value, 1e-12);
        Assert.Equal(2 - 4.30265 / Math.Sqrt(3), interval.Low, 1e-9);
        Assert.Equal(3, interval.Count);
        Assert.Throws<ForewarnException>(() => StudentInterval.Of([1]));
    }

    [Fact]
    public void Quantiles_fall_to_the_normal_one_without_a_jump()
    {
        double[] all = [.. Enumerable.Range(1, 200).Select(StudentInterval.Quantile)];
        Assert.All(all.Zip(all.Skip(1)), pair => Assert.True(pair.Second < pair.First));
        Assert.Equal(2.04227, all[29], 1e-5);
        Assert.Equal(2.03951, all[30], 1e-4);
        Assert.Equal(1.97190, all[199], 1e-4);
    }

    [Fact]
    public void Intervals_hold_the_mean_in_95_of_100_samples()
    {
        var seed = new SeedStream(11);
        int held = 0;
        for (int i = 0; i < 4000; i++)
        {
            var interval = StudentInterval.Of([.. Enumerable.Range(0, 5).Select(_ => 3 + 2 * seed.NextNormal())]);
            if (interval.Low <= 3 && interval.High >= 3) held++;
        }
        Assert.Equal(0.95, held / 4000.0, 0.012);
    }

    [Fact]
    public void A_study_is_as_good_as_its_worst_figure()
    {
        static StudyResult Of(params StudyFigure[] figures) => new("s", "c", [1, 2], new Dictionary<string, string>(), figures, []);
        var good = StudyFigure.Exact("good", 1, new(AtLeast: 0));
        var bad = StudyFigure.Exact("bad", -1, new(AtLeast: 0));
        var open = StudyFigure.Sampled("open", [-1, 1], new(AtLeast: 0));
        Assert.Equal(StudyVerdict.Supported, Of(good, StudyFigure.Exact("context", -5)).Verdict);
        Assert.Equal(StudyVerdict.Inconclusive, Of(good, open).Verdict);
        Assert.Equal(StudyVerdict.NotSupported, Of(open, bad, good).Verdict);
        Assert.Equal(StudyVerdict.Inconclusive, Of(StudyFigure.Exact("context", 1)).Verdict);
    }
}
