using System.Globalization;
using Forewarn.Core;
using Forewarn.Evaluation.Curves;

namespace Forewarn.Evaluation.Reports;

/// <summary>Learning curves as tables.</summary>
public static class CurveTables
{
    /// <summary>One row a group.</summary>
    public static ReportTable Groups(CurveReport report) => new(
        $"{report.Metric}: interquartile mean over runs [95 % stratified bootstrap]",
        ["group", "runs", "final", "mean height", "to step"],
        [.. report.Groups.Select(g => (IReadOnlyList<string>)
            [g.Label, $"{g.Band.Runs}", Interval(g.Final), Interval(g.Area), CurvePlot.Steps(g.Band.Steps[^1])])],
        $"Final: mean of the last tenth of a run. Mean height: area under the curve from step {CurvePlot.Steps(report.From)} to "
        + $"{CurvePlot.Steps(report.To)} over its width."
        + (report.Groups.Any(g => g.Band.Runs is > 1 and < 5) ? " Intervals of fewer than five runs are too narrow." : ""));

    /// <summary>One row a pair of groups.</summary>
    public static ReportTable Improvements(CurveReport report) => new(
        "Probability of improvement [95 % stratified bootstrap]", ["a run of", "beats one of", "with probability"],
        [.. report.Improvements.Select(i => (IReadOnlyList<string>)[i.Better, i.Worse, Figures.Interval(i.Probability)])],
        $"Of the final figures at step {CurvePlot.Steps(report.To)}; ties count half.");

    /// <summary>A figure of any size with its interval.</summary>
    public static string Interval(MetricInterval m) => m.Count switch
    {
        0 => "–",
        1 => Number(m.Value),
        _ => $"{Number(m.Value)} [{Number(m.Low)}, {Number(m.High)}]",
    };

    private static string Number(double value) => Math.Abs(value) switch
    {
        double.NaN => "–",
        0 => "0",
        < 1e-3 => value.ToString("0.##e0", CultureInfo.InvariantCulture),
        < 10 => value.ToString("0.000", CultureInfo.InvariantCulture),
        < 1000 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("0", CultureInfo.InvariantCulture),
    };
}
