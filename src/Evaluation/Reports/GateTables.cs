using Forewarn.Evaluation.Gate;

namespace Forewarn.Evaluation.Reports;

/// <summary>The tables of the data gate.</summary>
public static class GateTables
{
    public static IReadOnlyList<ReportTable> All(DataGateReport r) =>
    [
        new($"Data gate on {r.Episodes} episodes: {(r.Passed ? "passed" : "FAILED")}", ["question", "found", "wanted", "answer"],
            [.. r.Checks.Select(c => (IReadOnlyList<string>)[c.Name, c.Found, c.Wanted, c.Passed ? "yes" : "NO"])]),
        new("Episodes per outcome", ["outcome", "n", "share", "kept after displacement"],
            [.. r.Outcomes.Select(o => (IReadOnlyList<string>)[
                o.Key, $"{o.Value}", Figures.Share(o.Value / (double)r.Episodes),
                Figures.Interval(r.ReplayByOutcome.GetValueOrDefault(o.Key))])]),
    ];
}
