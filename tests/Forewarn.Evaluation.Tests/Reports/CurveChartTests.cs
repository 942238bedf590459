using Forewarn.Evaluation.Reports;

namespace Forewarn.Evaluation.Tests.Reports;

public sealed class CurveChartTests
{
    [Fact]
    public void Points_lie_between_the_ends_and_what_is_not_finite_is_left_out()
    {
        string svg = CurveChart.Svg("KL <nats>", [(0, 0), (50, 1), (75, double.NaN), (100, 2)]);
        Assert.Contains("points=\"64,214 444,114 824,14\"", svg);
        Assert.Contains("KL &lt;nats&gt;", svg);
        Assert.Contains(">0.5<", svg);
    }

    [Fact]
    public void A_flat_line_and_none_at_all_are_drawn_too()
    {
        Assert.Contains("points=\"64,114 824,114\"", CurveChart.Svg("flat", [(0, 3), (10, 3)]));
        Assert.DoesNotContain("polyline", CurveChart.Svg("empty", [(0, double.NaN)]));
    }
}
