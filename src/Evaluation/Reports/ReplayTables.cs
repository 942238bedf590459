using System.Globalization;
using Forewarn.Evaluation.Replay;

namespace Forewarn.Evaluation.Reports;

/// <summary>The tables of a replay.</summary>
public static class ReplayTables
{
    public static IReadOnlyList<ReportTable> All(ReplayResults r) =>
        [Main(r), Selectors(r), Latency(r), .. Calibration(r) is { } c ? new[] { c } : [], .. Strange(r) is { } s ? new[] { s } : []];

    public static ReportTable Main(ReplayResults r) => new(
        $"{r.Decisions} recorded decisions, made again", ["measure", "found", "of"],
        [
            ["bit-equal", Text(r.Equal), Text(r.Comparable)],
            .. r.SamePlan.Count > 0 ? new[] { new[] { "same plan executed", Figures.Interval(r.SamePlan), Text(r.SamePlan.Count) } } : [],
            .. r.NarrationOutcome is { } o ? new[] { new[] { "narrated outcome happened", Figures.Interval(o), Text(o.Count) } } : [],
            .. r.NarrationMode is { } m ? new[] { new[] { "narrated mode happened", Figures.Interval(m), Text(m.Count) } } : [],
            ["unlike the training data", Figures.Interval(r.Strange), Text(r.Strange.Count)],
            .. r.Blind > 0 ? new[] { new[] { "without what they saw", Text(r.Blind), Text(r.Decisions) } } : [],
        ],
        "Bit-equal: modes, narrations, scores and choice; counted where no lateness or fault shaped the recorded decision. 95 % intervals.");

    public static ReportTable Selectors(ReplayResults r) => new(
        "What each selector would have executed", ["selector", "as recorded", "nothing", "foreseen outcomes"],
        [.. r.Selectors.Select(s => (IReadOnlyList<string>)[
            s.Selector, Figures.Interval(s.Same), Text(s.None), string.Join(", ", s.Foreseen.Select(f => $"{f.Key} {f.Value}"))])],
        "On the recorded modes, imagined and narrated again; foreseen outcomes are what the narrations say.");

    public static ReportTable Latency(ReplayResults r) => new(
        "Milliseconds per stage", ["stage", "recorded p50", "recorded p99", "now p50", "now p99"],
        [.. r.RecordedLatency.Zip(r.Latency, (then, now) => (IReadOnlyList<string>)[
            then.Stage, Figures.Ms(then.P50Ms), Figures.Ms(then.P99Ms), Figures.Ms(now.P50Ms), Figures.Ms(now.P99Ms)])],
        "Now: on this machine, without a deadline.");

    public static ReportTable? Calibration(ReplayResults r) => r.Calibration is not { } c ? null : new(
        "Does the narrator's confidence mean what it says?", ["confidence", "mean", "true", "decisions"],
        [.. c.Bins.Select(b => (IReadOnlyList<string>)[$"{Share(b.From)} to {Share(b.To)}", Share(b.Confidence), Share(b.Accuracy), Text(b.Count)])],
        $"Mean probability per token against whether the outcome happened. Brier score {Share(c.Brier)}, expected calibration error {Share(c.Error)}.");

    public static ReportTable? Strange(ReplayResults r)
    {
        var strange = r.Rows.Where(row => row.Strangeness.Count > 0).ToArray();
        return strange.Length == 0 ? null : new(
            "Decisions unlike the training data", ["decision", "what"],
            [.. strange.Take(20).Select(row => (IReadOnlyList<string>)[Text((int)row.Index), string.Join("; ", row.Strangeness)])],
            strange.Length > 20 ? $"The first 20 of {strange.Length}." : "");
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Share(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
