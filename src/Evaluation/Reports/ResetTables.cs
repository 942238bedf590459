using System.Globalization;
using Forewarn.Core;
using Forewarn.Evaluation.Resets;

namespace Forewarn.Evaluation.Reports;

/// <summary>Results of a study of resets as tables.</summary>
public static class ResetTables
{
    public static IReadOnlyList<ReportTable> All(ResetResults results) => [.. results.Groups.Select(Group)];

    private static ReportTable Group(ResetGroup group) => new(
        $"{group.Name}: {group.Pairs} pairs, {group.Questions} questions, {group.Decided} decided",
        ["source", "bias", "mean absolute error", "sign agreement", "correlation", "value bias"],
        [.. group.Figures.Select(f => (IReadOnlyList<string>)
        [
            $"{Name(f.Source)}, {f.Judge}", Cell(f.Bias), Cell(f.MeanAbsoluteError), Cell(f.SignAgreement), Cell(f.Correlation), Cell(f.ValueBias),
        ])]);

    private static string Name(ResetSource source) => source switch
    {
        ResetSource.Simulator => "simulator",
        ResetSource.WorldModel => "world model",
        _ => "log replay",
    };

    private static string Cell(MetricInterval m) => $"{Number(m.Value)} [{Number(m.Low)}, {Number(m.High)}]";

    private static string Number(double value) => double.IsNaN(value) ? "–" : value.ToString("0.000", CultureInfo.InvariantCulture);
}
