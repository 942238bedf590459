using Forewarn.Core;
using Forewarn.Evaluation.Statistics;

namespace Forewarn.Evaluation.Tests.Statistics;

public sealed class CurveBandTests
{
    [Fact]
    public void A_band_lies_around_the_interquartile_mean_of_all_curves()
    {
        double[] offsets = [0, 1, 2, 3, 10];
        var band = CurveBand.Of([.. offsets.Select(o => Line(o, 0, 100))], Seed());
        Assert.Equal(5, band.Runs);
        Assert.Equal(Enumerable.Range(0, 11).Select(i => 10.0 * i), band.Steps);
        for (int t = 0; t < band.Steps.Count; t++)
        {
            // Three in the middle: 1, 2 and 3.
            Assert.Equal(2 + band.Steps[t], band.Middle[t], 1e-9);
            Assert.InRange(band.Low[t] - band.Steps[t], 0, 2);
            Assert.InRange(band.High[t] - band.Steps[t], 2, 10);
        }
        // Whole runs are drawn: parallel curves have a band of one width.
        Assert.Equal(band.High[0] - band.Low[0], band.High[^1] - band.Low[^1], 1e-9);
    }

    [Fact]
    public void Curves_of_unlike_steps_meet_where_all_of_them_are()
    {
        var band = CurveBand.Of([Line(0, 0, 100), new LearningCurve([(5, 5), (77, 77)])], Seed());
        Assert.Equal((5.0, 77.0), (band.Steps[0], band.Steps[^1]));
        Assert.Equal(band.Steps, band.Middle);
        var fault = Assert.Throws<ForewarnException>(() => CurveBand.Of([Line(0, 0, 10), Line(0, 20, 30)], Seed()));
        Assert.Contains("starts at step 20 and one that ends at step 10", fault.Message);
    }

    [Fact]
    public void Tasks_are_drawn_apart()
    {
        LearningCurve[] curves = [Line(0, 0, 10), Line(100, 0, 10), Line(0, 0, 10), Line(100, 0, 10)];
        var stratified = CurveBand.Of(curves, Seed(), [0, 1, 0, 1]);
        Assert.Equal(stratified.Low, stratified.High);
        var mixed = CurveBand.Of(curves, Seed());
        Assert.True(mixed.Low[0] < mixed.High[0]);
    }

    [Fact]
    public void Long_curves_are_thinned_and_keep_their_ends()
    {
        var curve = new LearningCurve(Enumerable.Range(0, 5000).Select(i => ((double)i, (double)i)));
        var band = CurveBand.Of([curve], Seed());
        Assert.InRange(band.Steps.Count, 100, 300);
        Assert.Equal((0.0, 4999.0), (band.Steps[0], band.Steps[^1]));
        Assert.Equal(band.Middle, band.Low);
    }

    private static LearningCurve Line(double offset, double from, double to) =>
        new(Enumerable.Range(0, 11).Select(i => from + (to - from) * i / 10).Select(s => (s, s + offset)));

    private static SeedStream Seed() => new SeedStreams(7).Stream("test");
}
