using System.Globalization;
using System.Net;
using System.Text;

namespace Forewarn.Evaluation.Reports;

/// <summary>
/// Shares with their intervals on a common axis from 0 to 1, as inline SVG that follows the page's colors.
/// </summary>
public static class IntervalChart
{
    private const double Label = 250, Plot = 520, Value = 150, Row = 26, Top = 24;

    public static string Svg(string title, IReadOnlyList<IntervalRow> rows)
    {
        double width = Label + Plot + Value, height = Top + rows.Count * Row + 8;
        var svg = new StringBuilder();
        svg.Append(F($"<svg class=\"chart\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(title)}\">"));
        for (int tick = 0; tick <= 5; tick++)
        {
            double x = X(tick / 5.0);
            svg.Append(F($"<line class=\"grid\" x1=\"{x}\" y1=\"{Top - 4}\" x2=\"{x}\" y2=\"{height - 8}\"/>"));
            svg.Append(F($"<text class=\"tick\" x=\"{x}\" y=\"{Top - 10}\" text-anchor=\"middle\">{tick / 5.0:0.0}</text>"));
        }
        for (int i = 0; i < rows.Count; i++)
        {
            var (label, m, emphasis) = rows[i];
            double y = Top + (i + 0.5) * Row;
            svg.Append(F($"<g class=\"{(emphasis ? "main" : "plain")}\">"));
            svg.Append(F($"<text x=\"{Label - 12}\" y=\"{y + 4}\" text-anchor=\"end\">{WebUtility.HtmlEncode(label)}</text>"));
            if (!double.IsNaN(m.Value))
            {
                svg.Append(F($"<line x1=\"{X(m.Low)}\" y1=\"{y}\" x2=\"{X(m.High)}\" y2=\"{y}\"/>"));
                svg.Append(F($"<circle cx=\"{X(m.Value)}\" cy=\"{y}\" r=\"5\"/>"));
            }
            svg.Append(F($"<text class=\"value\" x=\"{Label + Plot + 14}\" y=\"{y + 4}\">{Figures.Interval(m)}</text></g>"));
        }
        return svg.Append("</svg>").ToString();
    }

    private static double X(double share) => Label + share * Plot;

    private static string F(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
