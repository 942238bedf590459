using System.Globalization;
using System.Net;
using System.Text;
using Forewarn.Evaluation.Monitoring;

namespace Forewarn.Evaluation.Reports;

/// <summary>Likelihood over time of good and of bad episodes as inline SVG: means, quartile bands and the threshold.</summary>
public static class ScoreChart
{
    private const double Left = 44, Top = 14, Width = 760, Height = 260, Bottom = 40, Key = 120;

    /// <param name="secondsPerFrame">Time between two frames.</param>
    public static string Svg(string title, ScoreCurve good, ScoreCurve bad, double threshold, double secondsPerFrame)
    {
        int frames = good.Mean.Length;
        var svg = new StringBuilder();
        svg.Append(F($"<svg class=\"chart\" viewBox=\"0 0 {Left + Width + Key} {Top + Height + Bottom}\" role=\"img\" "));
        svg.Append(F($"aria-label=\"{WebUtility.HtmlEncode(title)}\">"));
        for (int tick = 0; tick <= 5; tick++)
        {
            double y = Y(tick / 5.0);
            svg.Append(F($"<line class=\"grid\" x1=\"{Left}\" y1=\"{y}\" x2=\"{Left + Width}\" y2=\"{y}\"/>"));
            svg.Append(F($"<text class=\"tick\" x=\"{Left - 8}\" y=\"{y + 4}\" text-anchor=\"end\">{tick / 5.0:0.0}</text>"));
        }
        for (int f = 0; f < frames; f += Math.Max(1, frames / 8))
            svg.Append(F($"<text class=\"tick\" x=\"{X(f, frames)}\" y=\"{Top + Height + 18}\" text-anchor=\"middle\">{f * secondsPerFrame:0.0} s</text>"));
        Curve(svg, "good", $"good ({good.Count})", good);
        Curve(svg, "bad", $"bad ({bad.Count})", bad);
        if (double.IsFinite(threshold))
        {
            double y = Y(threshold);
            svg.Append(F($"<line class=\"threshold\" x1=\"{Left}\" y1=\"{y}\" x2=\"{Left + Width}\" y2=\"{y}\"/>"));
            svg.Append(F($"<text class=\"tick\" x=\"{Left + 6}\" y=\"{y - 5}\">threshold</text>"));
        }
        return svg.Append("</svg>").ToString();
    }

    private static void Curve(StringBuilder svg, string style, string label, ScoreCurve curve)
    {
        int frames = curve.Mean.Length;
        int[] known = [.. Enumerable.Range(0, frames).Where(f => !double.IsNaN(curve.Mean[f]))];
        if (known.Length == 0) return;
        string band = Points(known, curve.High) + " " + Points([.. known.Reverse()], curve.Low);
        svg.Append($"<g class=\"{style}\"><polygon points=\"{band}\"/><polyline points=\"{Points(known, curve.Mean)}\"/>");
        svg.Append(F($"<text x=\"{Left + Width + 8}\" y=\"{Y(curve.Mean[known[^1]]) + 4}\">{WebUtility.HtmlEncode(label)}</text></g>"));

        string Points(int[] at, double[] values) => string.Join(' ', at.Select(f => F($"{X(f, frames):0.#},{Y(values[f]):0.#}")));
    }

    private static double X(int frame, int frames) => Left + Width * frame / Math.Max(1, frames - 1);

    private static double Y(double likelihood) => Top + Height * (1 - likelihood);

    private static string F(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
