using System.Globalization;
using System.Net;
using System.Text;

namespace Forewarn.Evaluation.Reports;

/// <summary>One figure over the steps of a training, as inline SVG.</summary>
public static class CurveChart
{
    private const double Left = 64, Top = 14, Width = 760, Height = 200, Bottom = 40, Right = 20;

    /// <param name="points">At least one; values that are not finite are left out.</param>
    public static string Svg(string title, IReadOnlyList<(double Step, double Value)> points)
    {
        var known = points.Where(p => double.IsFinite(p.Value)).ToArray();
        var svg = new StringBuilder();
        svg.Append(F($"<svg class=\"chart\" viewBox=\"0 0 {Left + Width + Right} {Top + Height + Bottom}\" role=\"img\" "));
        svg.Append(F($"aria-label=\"{WebUtility.HtmlEncode(title)}\">"));
        if (known.Length == 0) return svg.Append("</svg>").ToString();
        double first = known[0].Step, last = Math.Max(known[^1].Step, first + 1);
        double low = known.Min(p => p.Value), high = known.Max(p => p.Value);
        // A flat line stands in the middle.
        if (high - low < 1e-12 * Math.Max(1, Math.Abs(high))) (low, high) = (low - 1, high + 1);
        for (int tick = 0; tick <= 4; tick++)
        {
            double value = low + (high - low) * tick / 4, y = Y(value), step = first + (last - first) * tick / 4;
            svg.Append(F($"<line class=\"grid\" x1=\"{Left}\" y1=\"{y:0.#}\" x2=\"{Left + Width}\" y2=\"{y:0.#}\"/>"));
            svg.Append(F($"<text class=\"tick\" x=\"{Left - 8}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{value:G3}</text>"));
            svg.Append(F($"<text class=\"tick\" x=\"{X(step):0.#}\" y=\"{Top + Height + 18}\" text-anchor=\"middle\">{step:0}</text>"));
        }
        string line = string.Join(' ', known.Select(p => F($"{X(p.Step):0.#},{Y(p.Value):0.#}")));
        return svg.Append($"<g class=\"curve\"><polyline points=\"{line}\"/></g></svg>").ToString();

        double X(double step) => Left + Width * (step - first) / (last - first);
        double Y(double value) => Top + Height * (high - value) / (high - low);
    }

    private static string F(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
