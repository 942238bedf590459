using Forewarn.Core;
using Forewarn.Evaluation.Reports;
using Forewarn.Evaluation.Statistics;
using SkiaSharp;

namespace Forewarn.Evaluation.Tests.Reports;

public sealed class CurvePlotTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(6)]
    public void Colors_differ_in_gray_too(int curves)
    {
        double[] grays = [.. Enumerable.Range(0, curves).Select(i => PlotPalette.Gray(PlotPalette.Hex(i, curves)))];
        for (int a = 0; a < curves; a++)
            for (int b = 0; b < a; b++) Assert.True(Math.Abs(grays[a] - grays[b]) > 0.07, $"{a} and {b}: {grays[a]:F2} and {grays[b]:F2}");
        // None so light that it drowns on white.
        Assert.All(grays, g => Assert.InRange(g, 0, 0.75));
    }

    [Theory]
    [InlineData(500, "500")]
    [InlineData(2500, "2.5k")]
    [InlineData(20_000, "20k")]
    [InlineData(1_500_000, "1.5M")]
    public void Steps_are_short(double steps, string text) => Assert.Equal(text, CurvePlot.Steps(steps));

    [Fact]
    public void Every_curve_is_drawn_in_its_color_and_the_key_covers_none()
    {
        byte[] png = CurvePlot.Png("return", "eval/return", [("good", Band(10, 2)), ("bad", Band(1, 2))]);
        using var picture = SKBitmap.Decode(png);
        int[] rows = [.. Enumerable.Range(0, 2).Select(i => Row(picture, SKColor.Parse(PlotPalette.Hex(i, 2)), picture.Width / 2, (int)(picture.Height * 0.8)))];
        Assert.All(rows, r => Assert.True(r > 0));
        // The better one lies higher.
        Assert.True(rows[0] < rows[1]);
    }

    [Fact]
    public void A_single_point_and_a_single_run_can_be_drawn()
    {
        var point = CurveBand.Of([new LearningCurve([(5, 1)])], new SeedStream(1));
        Assert.NotEmpty(CurvePlot.Png("one", "loss", [("point", point), ("line", Band(1, 1))]));
    }

    private static CurveBand Band(double slope, int runs) => CurveBand.Of(
        [.. Enumerable.Range(0, runs).Select(r => new LearningCurve(Enumerable.Range(0, 21).Select(t => (1000.0 * t, slope * t + r))))], new SeedStream(1));

    /// <summary>First row in a stripe around a column that has the color; -1 when none has.</summary>
    private static int Row(SKBitmap picture, SKColor color, int column, int rows)
    {
        for (int y = 0; y < rows; y++)
            for (int x = column - 30; x < column + 30; x++) if (picture.GetPixel(x, y) == color) return y;
        return -1;
    }
}
