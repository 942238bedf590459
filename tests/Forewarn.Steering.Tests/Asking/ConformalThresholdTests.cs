using CsCheck;
using Forewarn.Core;

namespace Forewarn.Steering.Tests.Asking;

public sealed class ConformalThresholdTests
{
    [Fact]
    public void The_threshold_is_the_order_statistic_of_split_conformal_prediction()
    {
        // n = 19, alpha = .1: the 18th smallest of 1 - p is the 2nd smallest of p.
        double[] fitting = [.. Enumerable.Range(1, 19).Select(i => i / 20.0)];
        Assert.Equal(2 / 20.0, ConformalThreshold.Of(fitting, 0.1).LeastChance);
        Assert.Equal(1 / 20.0, ConformalThreshold.Of(fitting[..9], 0.1).LeastChance);
    }

    /// <summary>The guarantee itself: over exchangeable draws the fitting option is kept with a probability of at least 1 - alpha, and not much more.</summary>
    [Theory]
    [InlineData(0.05)]
    [InlineData(0.1)]
    [InlineData(0.3)]
    public void A_fitting_option_is_kept_as_often_as_promised(double alpha)
    {
        var stream = new SeedStreams(5).Stream("coverage");
        const int trials = 4000, calibration = 99;
        int kept = 0;
        for (int t = 0; t < trials; t++)
        {
            double Draw() => Math.Pow(stream.NextDouble(), 0.3);
            var threshold = ConformalThreshold.Of([.. Enumerable.Range(0, calibration).Select(_ => Draw())], alpha);
            double p = Draw();
            if (threshold.Keep([p, 0]).Contains(0)) kept++;
        }
        // Exactly 1 - floor((n + 1) alpha) / (n + 1) for continuous draws; four standard errors.
        double wanted = 1 - Math.Floor((calibration + 1) * alpha) / (calibration + 1), error = Math.Sqrt(wanted * (1 - wanted) / trials);
        Assert.InRange(kept / (double)trials, wanted - 4 * error, wanted + 4 * error);
    }

    [Fact]
    public void Fewer_options_stay_with_a_larger_alpha() => Gen.Double[0, 1].Array[40, 80].Sample(fitting =>
    {
        double[] chances = [0.5, 0.3, 0.15, 0.05];
        int before = chances.Length;
        foreach (double alpha in new[] { 0.05, 0.1, 0.2, 0.4 })
        {
            int kept = ConformalThreshold.Of(fitting, alpha).Keep(chances).Length;
            Assert.True(kept <= before);
            before = kept;
        }
    });

    [Fact]
    public void A_question_leaves_out_what_was_meant_in_at_most_half_of_alpha()
    {
        double[] meant = [.. Enumerable.Range(1, 99).Select(i => i / 200.0)];
        var threshold = new ConformalThreshold(0.1, 0.3, 99);
        // floor(100 * .05) = 5th smallest; with too few, the smallest; never above what a question is made of; without any, all.
        Assert.Equal(5 / 200.0, threshold.Offering(meant).LeastOffered);
        Assert.Equal(0.2, threshold.Offering([0.25, 0.2]).LeastOffered);
        Assert.Equal(0.3, threshold.Offering([0.5]).LeastOffered);
        Assert.Equal(0, threshold.Offering([]).LeastOffered);
    }

    [Fact]
    public void Too_few_decisions_are_refused_with_the_number_needed() =>
        Assert.Contains("at least 9", Assert.Throws<ForewarnException>(() => ConformalThreshold.Of([0.5, 0.6], 0.1)).Message);

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(double.NaN)]
    public void An_alpha_out_of_range_is_refused(double alpha) => Assert.Throws<ForewarnException>(() => ConformalThreshold.Of(new double[100], alpha));

    [Fact]
    public void A_calibration_survives_its_file_and_refuses_other_models()
    {
        string file = Path.GetTempFileName();
        try
        {
            var models = new Dictionary<string, string> { ["policy"] = "aa", ["verifier"] = "bb" };
            new ConformalCalibration(new(0.1, 0.25, 300, 0.05), [0.9, 0.8], models, "command").Save(file);
            var read = ConformalCalibration.Load(file);
            Assert.Equal(new ConformalThreshold(0.1, 0.25, 300, 0.05), read.Threshold);
            read.Require(new Dictionary<string, string>(models) { ["classifier"] = "cc" });
            var other = new Dictionary<string, string>(models) { ["verifier"] = "dd" };
            Assert.Contains("other verifier", Assert.Throws<ForewarnException>(() => read.Require(other)).Message);
            File.WriteAllText(file, "{}");
            Assert.Contains("a calibration as eval asking writes it", Assert.Throws<ForewarnException>(() => ConformalCalibration.Load(file)).Message);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
