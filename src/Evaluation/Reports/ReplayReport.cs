using Forewarn.Core;
using Forewarn.Evaluation.Replay;

namespace Forewarn.Evaluation.Reports;

/// <summary>The report of a replay: figures first, then decision by decision.</summary>
public static class ReplayReport
{
    private const int MostDecisions = 200;

    public static HtmlReport Of(ReplayResults results)
    {
        var report = new HtmlReport("What would be decided again?", Lead(results));
        foreach (var table in ReplayTables.All(results)) report.Table(table, row => row[0] is "bit-equal" or "forewarn" or "total");
        report.Section("Decision by decision", results.Rows.Count > MostDecisions ? $"The first {MostDecisions} of {results.Rows.Count}." : "");
        foreach (var row in results.Rows.Take(MostDecisions)) report.Table(Decision(row), cells => cells[0].StartsWith('>'));
        return report.Provenance(results.Run);
    }

    private static ReportTable Decision(ReplayRow row) => new(
        $"Decision {row.Index}: “{row.Wish}”", ["mode", "samples", "score", "safe", "foreseen", "classifier"],
        [.. row.Modes.Select((m, k) => (IReadOnlyList<string>)[
            $"{(k == row.RecordedChoice ? "> " : "")}{k + 1}", Figures.Share(m.Mass), double.IsNaN(m.Score) ? "" : Figures.Share(m.Score),
            Safe(m), m.Narration, m.Class])],
        Note(row));

    private static string Safe(ReplayedMode mode) => (mode.Safe ? "yes" : "no")
        + (mode.Hazard is null or PlanHazard.None ? "" : $", {mode.Hazard.ToString()!.ToLowerInvariant()}");

    private static string Note(ReplayRow row)
    {
        string then = row.RecordedRung == Rung.Steered ? "" : $" Recorded rung: {row.RecordedRung}.";
        string happened = row.Happened is { } label ? $" Then happened: {label.Mode}." : "";
        string differs = row.Differences.Count > 0 ? $" Differs: {string.Join("; ", row.Differences)}." : "";
        return $"Now {row.Rung}: {row.Reason}.{then}{happened}{differs}";
    }

    private static string Lead(ReplayResults r) =>
        $"{r.Decisions} decisions were recorded; {r.Equal} of {r.Comparable} that can be compared came out bit-equal.";
}
