using CsCheck;
using Forewarn.Core;
using Forewarn.Evaluation.Statistics;

namespace Forewarn.Evaluation.Tests.Statistics;

public sealed class StatisticsTests
{
    [Theory]
    [InlineData(0.975, 1.959963985)]
    [InlineData(0.995, 2.575829304)]
    [InlineData(0.5, 0)]
    [InlineData(0.01, -2.326347874)]
    [InlineData(1e-6, -4.753424309)]
    public void Normal_quantiles_match_tables(double p, double z) => Assert.Equal(z, NormalQuantile.Of(p), 1e-7);

    [Theory]
    [InlineData(8, 10, 0.490, 0.943)]
    [InlineData(0, 10, 0.000, 0.278)]
    [InlineData(10, 10, 0.722, 1.000)]
    [InlineData(1, 2, 0.0945, 0.9055)]
    [InlineData(170, 200, 0.794, 0.893)]
    public void Wilson_matches_published_values(int k, int n, double low, double high)
    {
        var interval = WilsonInterval.Of(k, n);
        Assert.Equal((double)k / n, interval.Value);
        Assert.Equal(low, interval.Low, 5e-4);
        Assert.Equal(high, interval.High, 5e-4);
        Assert.Equal(n, interval.Count);
    }

    [Fact]
    public void Wilson_holds_the_estimate_and_mirrors() => Gen.Select(Gen.Int[1, 500], Gen.Double[0, 1]).Sample((n, share) =>
    {
        int k = (int)Math.Round(share * n);
        var a = WilsonInterval.Of(k, n);
        var b = WilsonInterval.Of(n - k, n);
        Assert.InRange(a.Value, a.Low, a.High);
        Assert.InRange(a.Low, 0, 1);
        Assert.InRange(a.High, 0, 1);
        Assert.Equal(a.Low, 1 - b.High, 1e-12);
    });

    [Fact]
    public void Wilson_refuses_more_successes_than_trials() =>
        Assert.Contains("5 of 4", Assert.Throws<ForewarnException>(() => WilsonInterval.Of(5, 4)).Message, StringComparison.Ordinal);

    [Fact]
    public void Wilson_of_nothing_says_nothing()
    {
        var interval = WilsonInterval.Of(0, 0);
        Assert.True(double.IsNaN(interval.Value));
        Assert.Equal((0.0, 1.0, 0), (interval.Low, interval.High, interval.Count));
    }

    [Theory]
    [InlineData(10, 2, 158.0 / 4096)]
    [InlineData(2, 10, 158.0 / 4096)]
    [InlineData(0, 0, 1)]
    [InlineData(3, 3, 1)]
    [InlineData(0, 6, 2.0 / 64)]
    [InlineData(1, 5, 14.0 / 64)]
    public void McNemar_matches_hand_computed_p(int b, int c, double p) => Assert.Equal(p, McNemarTest.Of(b, c).PValue, 1e-12);

    [Fact]
    public void McNemar_mid_p_takes_off_one_point_probability()
    {
        Assert.Equal((158.0 - 66) / 4096, McNemarTest.Of(10, 2).MidP, 1e-12);
        Assert.Equal(1, McNemarTest.Of(4, 4).MidP, 1e-12);
    }

    [Fact]
    public void McNemar_survives_thousands_of_discordant_pairs() => Assert.InRange(McNemarTest.Of(3000, 2000).PValue, 0, 1e-40);

    [Fact]
    public void McNemar_counts_only_discordant_pairs()
    {
        var test = McNemarTest.Of([true, true, false, false, true], [true, false, true, false, false]);
        Assert.Equal((2, 1), (test.OnlyFirst, test.OnlySecond));
        Assert.Throws<ForewarnException>(() => McNemarTest.Of([true], [true, false]));
    }

    [Fact]
    public void McNemar_under_the_null_rejects_at_most_as_often_as_it_says()
    {
        var seed = new SeedStream(5);
        int rejected = 0;
        for (int i = 0; i < 2000; i++)
        {
            int b = 0;
            for (int k = 0; k < 40; k++) b += (int)(seed.NextUInt64() & 1);
            if (McNemarTest.Of(b, 40 - b).PValue < 0.05) rejected++;
        }
        Assert.InRange(rejected / 2000.0, 0.01, 0.05);
    }

    [Fact]
    public void Percentiles_interpolate_like_type_7()
    {
        double[] v = [4, 1, 3, 2];
        Assert.Equal(2.5, Percentile.Of(v, 0.5), 1e-12);
        Assert.Equal(3.97, Percentile.Of(v, 0.99), 1e-12);
        Assert.Equal(1, Percentile.Of(v, 0));
        Assert.Equal(4, Percentile.Of(v, 1));
        Assert.Equal([4, 1, 3, 2], v);
        Assert.True(double.IsNaN(Percentile.Of([], 0.5)));
    }

    [Fact]
    public void Bootstrap_of_a_mean_agrees_with_the_normal_interval()
    {
        var seed = new SeedStream(1);
        var values = Enumerable.Range(0, 400).Select(_ => 2 + 3 * seed.NextNormal()).ToArray();
        var interval = Bootstrap.Mean(values, seed);
        Assert.Equal(values.Average(), interval.Value, 1e-12);
        Assert.Equal(2 * 1.96 * 3 / 20, interval.High - interval.Low, 0.08);
    }

    [Fact]
    public void Bootstrap_over_clusters_is_wider_when_a_cluster_repeats_itself()
    {
        var seed = new SeedStream(2);
        var scene = Enumerable.Range(0, 100).Select(_ => (double)seed.Next(2)).ToArray();
        var values = Enumerable.Range(0, 1000).Select(i => scene[i / 10]).ToArray();
        var clusters = Enumerable.Range(0, 1000).Select(i => i / 10).ToArray();
        var naive = Bootstrap.Mean(values, new(3));
        var honest = Bootstrap.Mean(values, new(3), clusters);
        Assert.Equal(naive.Value, honest.Value, 1e-12);
        Assert.Equal(Math.Sqrt(10), (honest.High - honest.Low) / (naive.High - naive.Low), 0.5);
    }

    [Fact]
    public void Paired_difference_is_exact_and_repeats()
    {
        bool[] a = [true, true, true, false], b = [false, true, false, false];
        var d = Bootstrap.PairedDifference(a, b, new(7));
        Assert.Equal(0.5, d.Value);
        Assert.Equal(d, Bootstrap.PairedDifference(a, b, new(7)));
        Assert.Equal(new(0, 0, 0, 4), Bootstrap.PairedDifference(a, a, new(7)));
    }

    [Fact]
    public void Permutation_test_finds_the_exact_p_of_a_small_case()
    {
        // {4,5,6} against {1,2,3}: 1 of the 20 splits reaches the observed difference.
        double p = PermutationTest.MeanLarger([4, 5, 6], [1, 2, 3], new(1));
        Assert.Equal(0.05, p, 0.01);
        Assert.Equal(1, PermutationTest.MeanLarger([1, 1], [1, 1], new(1)));
    }

    [Fact]
    public void Sign_flip_test_finds_the_exact_p_of_a_small_case() =>
        Assert.Equal(2.0 / 32, PermutationTest.PairedMean([1, 1, 1, 1, 1], new(4)), 0.01);

    [Fact]
    public void Confusion_counts_and_recalls()
    {
        var summary = AccuracySummary.Of(
            [("rim", "rim"), ("rim", "slip"), ("slip", "slip"), ("rim", "rim"), ("handle", null)], new(1));
        Assert.Equal(["handle", "rim", "slip"], summary.Confusion.Truths);
        Assert.Equal(["handle", "rim", "slip", ConfusionTable.Unread], summary.Confusion.Calls);
        Assert.Equal([0, 2, 1, 0], summary.Confusion.Counts[1]);
        Assert.Equal([0, 0, 0, 1], summary.Confusion.Counts[0]);
        Assert.Equal(0.6, summary.Accuracy.Value);
        Assert.Equal((0 + 2.0 / 3 + 1) / 3, summary.MacroRecall, 1e-12);
        Assert.Equal(0.6, summary.Majority, 1e-12);
    }
}
