using System.Globalization;
using Forewarn.Core;
using Forewarn.Evaluation.Guarding;

namespace Forewarn.Evaluation.Reports;

/// <summary>Results of a study of guards as tables.</summary>
public static class GuardTables
{
    public static IReadOnlyList<ReportTable> All(GuardResults results) => 
        [Dispatches(results), Detection(results), Hazards(results), Levels(results), Checks(results)];

    private static ReportTable Dispatches(GuardResults r) => new(
        $"Dispatched: {r.Scenes} scenes, {r.Wishes.Count} wishes, {r.Plans} plans of which {r.Doomed} are doomed and {r.Failing} failing",
        ["chosen by", "guard", "dispatched", "doomed", "failing", "scenes with a doomed one", "success", "against the first guard", "p"],
        [.. r.Dispatches.Where(d => d.Wish is null).Select(d => (IReadOnlyList<string>)
        [
            d.Chooser, d.Guard, $"{d.Dispatched}/{d.Decisions}", Percent(d.DoomedShare), Percent(d.FailingShare), Percent(d.DoomedScenes),
            Figures.Interval(d.Success), Figures.Signed(d.Difference), Figures.P(d.PValue),
        ])],
        $"Failing: over by row {r.Rows}, where the next decision is made. Doomed: not over by then, but nothing keeps it from going over.");

    private static ReportTable Detection(GuardResults r) => new(
        "Plans that pass, by what they do", ["guard", "plans", "doomed that pass", "failing that pass", "others refused"],
        [.. r.Detection.Select(d => (IReadOnlyList<string>)
            [d.Guard, d.Plans, Percent(d.DoomedAccepted), Percent(d.FailingAccepted), Percent(d.SafeRefused)])]);

    private static ReportTable Hazards(GuardResults r) => new(
        "What was foreseen", ["guard", "in truth", "foreseen as", "plans"],
        [.. r.Hazards.Select(h => (IReadOnlyList<string>)[h.Guard, Name(h.Truth), Name(h.Foreseen), $"{h.Count}"])]);

    private static ReportTable Levels(GuardResults r) => new(
        "Margin and value alone, at levels that refuse as many of the policy's safe modes",
        ["head", "safe modes refused", "level", "doomed that pass", "failing that pass"],
        [.. r.Levels.Select(l => (IReadOnlyList<string>)
        [
            l.Head, string.Create(CultureInfo.InvariantCulture, $"{100 * l.Refused:0.0} %"), l.Level.ToString("0.000", CultureInfo.InvariantCulture),
            Percent(l.DoomedAccepted), Percent(l.FailingAccepted),
        ])],
        "The levels are set on the plans that are counted: this compares the heads, not guards as configured.");

    private static ReportTable Checks(GuardResults r) => new(
        "Time of a check of all plans of a scene", ["guard", "p50 ms", "p99 ms", "checks"],
        [.. r.Checks.Select(c => (IReadOnlyList<string>)[c.Stage, Figures.Ms(c.P50Ms), Figures.Ms(c.P99Ms), $"{c.Count}"])]);

    private static string Name(PlanHazard hazard) => hazard == PlanHazard.None ? "safe" : hazard.ToString().ToLowerInvariant();

    private static string Percent(MetricInterval m) => m.Count == 0 ? "–" : string.Create(CultureInfo.InvariantCulture,
        $"{100 * m.Value:0.0} % [{100 * m.Low:0.0}, {100 * m.High:0.0}]");
}
