using System.Globalization;
using Forewarn.Evaluation.Asking;

namespace Forewarn.Evaluation.Reports;

/// <summary>The tables of a study of asking.</summary>
public static class AskingTables
{
    public static IReadOnlyList<ReportTable> All(AskingResults r) =>
    [
        new($"Decisions under alpha {r.Threshold.Alpha.ToString(CultureInfo.InvariantCulture)}",
            ["wishes", "decisions", "covered", "unasked", "of these right", "asked", "as meant after one answer", "where drawn", "after two", "gave up"],
            [Row("all", r.All), .. r.Groups.Select(g => Row(g.Key, g.Value))],
            string.Create(CultureInfo.InvariantCulture,
                $"An option stays from a probability of {r.Threshold.LeastChance:G3} on, calibrated on {r.Threshold.Count} decisions. ")
            + string.Create(CultureInfo.InvariantCulture, $"Promised coverage: at least {1 - r.Threshold.Alpha:G3}.")),
        new("With and without asking", ["what was executed", "with asking", "without", "difference, paired"],
            [
                ["fits the wish", Figures.Interval(r.All.Right), Figures.Interval(r.All.RightUnasked), Figures.Signed(r.RightDifference)],
                ["is what the person had in mind", Figures.Interval(r.All.Meant), Figures.Interval(r.All.MeantUnasked), Figures.Signed(r.MeantDifference)],
            ]),
        new("What was asked", ["question"], [.. r.Questions.Select(q => (IReadOnlyList<string>)[q])]),
    ];

    private static IReadOnlyList<string> Row(string name, AskingFigures f) =>
    [
        name, f.Decisions.ToString(CultureInfo.InvariantCulture), Figures.Interval(f.Coverage), Figures.Interval(f.Executed), Figures.Interval(f.ExecutedRight),
        Figures.Interval(f.Asked), Figures.Interval(f.Resolved), Figures.Interval(f.ResolvedDrawn), Figures.Interval(f.ResolvedLater), Figures.Interval(f.GaveUp),
    ];
}
