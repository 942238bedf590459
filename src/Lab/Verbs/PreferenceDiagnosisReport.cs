using System.Globalization;
using Forewarn.Evaluation.Reports;
using Forewarn.Evaluation.Runs;
using Forewarn.Learning.Preferences.Diagnosis;

namespace Forewarn.Lab.Verbs;

/// <summary>A diagnosis of preference data as a page.</summary>
internal static class PreferenceDiagnosisReport
{
    public static HtmlReport Page(string file, PreferenceDiagnosis found, RunRecord run)
    {
        var report = new HtmlReport("How should these preferences be used?", Lead(file, found));
        report.Section("Advice",
            "What speaks for a method, most important first. Thresholds are rules of thumb of this project; no theorem gives them.");
        report.Table(Reasons(found), row => row[2] == Name(found.Verdict.Method));
        report.Table(Overview(found), row => row[1] == Word(DiagnosisFlag.Alarm));
        foreach (var item in found.Items)
        {
            report.Section($"{item.Number}. {Capital(item.Name)}", item.Finding);
            if (item.Number == 5 && Accuracies(item) is { Count: > 0 } rows)
                report.Chart("Held-out accuracy; a coin has 0.5", rows);
            if (item.Number == 6 && found.Curves.Count > 0) report.Table(Curves(found));
            else if (item.Figures.Count > 0) report.Table(Figures(item));
        }
        report.Section("Thresholds (heuristics)").Table(Limits(found.Thresholds));
        return report.Provenance(run);
    }

    /// <summary>The method as it is written on a command line.</summary>
    public static string Name(TuningAdvice method) => method switch
    {
        TuningAdvice.CollectMore => "collect more pairs",
        TuningAdvice.Dpo => "dpo",
        TuningAdvice.Hypo => "hypo",
        TuningAdvice.SelfPlayRebel => "self-play rebel, averaged",
        TuningAdvice.Refuel => "refuel",
        _ => "reward model, then online",
    };

    public static string Word(DiagnosisFlag flag) => flag switch
    {
        DiagnosisFlag.Unknown => "unknown",
        DiagnosisFlag.Fine => "fine",
        DiagnosisFlag.Notice => "notice",
        _ => "alarm",
    };

    private static string Lead(string file, PreferenceDiagnosis found) =>
        $"{Capital(Name(found.Verdict.Method))}: {found.Verdict.Reasons[0].Text} "
        + $"Seen: {found.Pairs} pairs ({found.Ties} ties) of {found.Prompts} prompts in {file}."
        + (found.Verdict.Unknown.Count == 0 ? "" : $" Not seen, for lack of data: items {string.Join(", ", found.Verdict.Unknown)}.");

    private static ReportTable Reasons(PreferenceDiagnosis found) => new("Reasons", ["because", "item", "method"],
        [.. found.Verdict.Reasons.Select(r => (IReadOnlyList<string>)[r.Text, r.Item == 0 ? "pairs" : $"{r.Item}", Name(r.Method)])]);

    private static ReportTable Overview(PreferenceDiagnosis found) => new("Items", ["item", "says"],
        [.. found.Items.Select(i => (IReadOnlyList<string>)[$"{i.Number}. {i.Name}", Word(i.Flag)])]);

    private static ReportTable Figures(DiagnosisItem item) => new(Capital(item.Name), ["figure", "value", "95 % interval", "n"],
        [.. item.Figures.Select(f => (IReadOnlyList<string>)[f.Name, Number(f.Value),
            f.Low is { } low && f.High is { } high ? $"[{Number(low)}, {Number(high)}]" : "–",
            f.Count.ToString(CultureInfo.InvariantCulture)])]);

    private static ReportTable Curves(PreferenceDiagnosis found)
    {
        var counts = BestOfCurve.Counts;
        int[] known = [.. Enumerable.Range(0, counts.Count).Where(k => found.Curves.Any(c => c.Values[k] is not null))];
        return new("Measured reward of the chosen plan", ["scorer", .. known.Select(k => $"K = {counts[k]}")],
        [
            .. found.Curves.Select(c => (IReadOnlyList<string>)[c.Scorer, .. known.Select(k => c.Values[k] is { } v
                ? double.IsFinite(v.Low) ? $"{Number(v.Value)} [{Number(v.Low)}, {Number(v.High)}]" : Number(v.Value) : "–")]),
            ["KL budget, nats", .. known.Select(k => Number(BestOfK.KlBudget(counts[k])))],
        ], "Mean over all sets of K logged plans of a prompt. Budget: log K - (K - 1)/K, the most that choosing moves the policy.");
    }

    private static List<IntervalRow> Accuracies(DiagnosisItem item) => [.. item.Figures
        .Where(f => f.Name.EndsWith(": accuracy", StringComparison.Ordinal))
        .Select(f => new IntervalRow(f.Name[..^10], new(f.Value, f.Low ?? 0, f.High ?? 1, f.Count),
            f.Name.StartsWith("global", StringComparison.Ordinal)))];

    private static ReportTable Limits(DiagnosisThresholds t) => new("Where a figure speaks for another method", ["threshold", "value"],
    [
        ["fewest pairs", Number(t.LeastPairs)],
        ["1. effective sample size / n: unusable below", Number(t.UnusableEss)], ["1. the same: low below", Number(t.LowEss)],
        ["2. uncovered mass above", Number(t.Uncovered)], ["2. and drift above", Number(t.Drift)],
        ["7. N_gen / N_ver above: two stages", Number(t.Gap)], ["7. below: verifier too simple", Number(t.WeakVerifier)],
        ["7. lead on the same pairs, standard errors", Number(t.Lead)],
        ["8. p of cycles below", Number(t.Intransitive)], ["9. opening, in standard deviations of the reward", Number(t.ReplanShift)],
    ]);

    private static string Number(double value) => Math.Abs(value) is > 0 and < 1e-3 or >= 1e5
        ? value.ToString("0.##e0", CultureInfo.InvariantCulture) : value.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Capital(string text) => text.Length < 5 ? text.ToUpperInvariant() : char.ToUpperInvariant(text[0]) + text[1..];
}
