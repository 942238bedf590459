using System.Globalization;
using Forewarn.Evaluation.Statistics;
using Forewarn.Evaluation.Steering;

namespace Forewarn.Evaluation.Reports;

/// <summary>The tables of a steering study.</summary>
public static class SteeringTables
{
    private const string BelowOracle =
        "Below oracle: success of the best choice among the same candidates minus this one's, paired over scenes.";

    /// <summary>Everything, in reading order.</summary>
    public static IReadOnlyList<ReportTable> All(SteeringResults r)
    {
        var tables = new List<ReportTable>();
        tables.AddRange(r.Groups.Select(g => Group(r, g)));
        if (r.OneMode is { } oneMode) tables.Add(Group(r, oneMode));
        tables.Add(Wishes(r));
        tables.AddRange([BaseShare(r), Narration(r), Recall(r)]);
        if (Failures(r) is { } failures) tables.Add(failures);
        tables.Add(Confusion(r.Chosen));
        tables.AddRange(ControlTables.All(r));
        tables.Add(Latency(r));
        return tables;
    }

    /// <summary>One selector in two runs.</summary>
    public static ReportTable Comparison(SteeringComparison comparison) => new(
        $"Success of '{comparison.Selector}' in both runs ({comparison.Scenes} scenes that both played)",
        ["wishes", "n", "first", "second", "first - second", "p"],
        [.. comparison.Groups.Select(g => (IReadOnlyList<string>)[
            g.Group, Number(g.Wishes), Figures.Interval(g.First), Figures.Interval(g.Second), Figures.Signed(g.Difference), Figures.P(g.PValue)])],
        "95 % bootstrap over scenes; p: sign-flip permutation over scenes. Scenes are equal where the policy is.");

    /// <summary>All selectors over the wishes of one group.</summary>
    public static ReportTable Group(SteeringResults results, GroupResult group) => new(
        $"Success, {group.Group} ({Count(group.Wishes, "wish", "wishes")}, {results.Scenes} scenes)",
        ["selector", "k/n", "success", "by seed", "unasked", "ruled out", "asked", "none", "unread", "minus base", "p", "below oracle"],
        [.. group.Selectors.Select(s => (IReadOnlyList<string>)[
            s.Selector, $"{s.Successes}/{s.Success.Count}", Figures.Interval(s.Success),
            string.Join(' ', s.BySeed.Values.Select(Figures.Share)), Figures.Share(s.Unasked), Figures.Share(s.Rejected),
            Number(s.Asked), Number(s.None), Number(s.Unreadable), Figures.Signed(s.DifferenceToBase), Figures.P(s.PValue),
            Figures.Interval(s.GapToOracle)])],
        group.Wishes > 1
            ? "95 % bootstrap over scenes; p: sign-flip permutation over scenes. " + BelowOracle
            : "95 % Wilson; p: exact two-sided McNemar. " + BelowOracle);

    /// <summary>One row per wish.</summary>
    public static ReportTable Wishes(SteeringResults results) => new(
        "Success per wish",
        ["wish", "group", "base", "forewarn", "minus base", "p (McNemar)", "below oracle", "coverage", "unclustered"],
        [.. results.Wishes.Select(w =>
        {
            var plain = w.Selectors.FirstOrDefault(s => s.Selector == BaseSampleSelector.SelectorName);
            var steered = w.Selectors.FirstOrDefault(s => s.Selector == ForewarnSelector.SelectorName);
            return (IReadOnlyList<string>)[
                w.Text, w.Group, Figures.Interval(plain?.Success), Figures.Interval(steered?.Success),
                Figures.Signed(steered?.DifferenceToBase), Figures.P(steered?.PValue),
                Figures.Interval(steered?.GapToOracle), Figures.Interval(w.Coverage),
                Figures.Interval(w.FirstSamplesCoverage)];
        })],
        "Coverage: some mode really fulfils the wish, by physics (the oracle's success). "
        + "Unclustered: the same among the first samples."
        + (results.WishFlip is { } flip
            ? $" Opposite wishes that the modes both cover got different plans: {Figures.Interval(flip)}."
            : ""));

    public static ReportTable BaseShare(SteeringResults results) => new(
        "What the base policy's single sample does", ["mode", "share"],
        [.. results.BaseShare.Select(p => (IReadOnlyList<string>)[p.Key, Figures.Interval(p.Value)])],
        $"{results.MeanModes.ToString("0.0", CultureInfo.InvariantCulture)} modes per scene after clustering.");

    public static ReportTable Narration(SteeringResults results) => new(
        "Narrations of the modes", ["latents", "mode right", "macro recall", "outcome right", "macro recall ", "majority"],
        [.. results.Narration.Select(p => (IReadOnlyList<string>)[
            Name(p.Key), Figures.Interval(p.Value.Mode.Accuracy), Figures.Share(p.Value.Mode.MacroRecall),
            Figures.Interval(p.Value.Outcome.Accuracy), Figures.Share(p.Value.Outcome.MacroRecall),
            Figures.Share(p.Value.Outcome.Majority)])],
        "Mode: the side counts too. Shuffled: narrations of another scene's latents, which must fall to the prior.");

    public static ReportTable Recall(SteeringResults results)
    {
        var sources = results.Narration.Keys.ToArray();
        var classes = results.Narration.Values.SelectMany(f => f.Mode.Recall.Keys).Distinct().Order(StringComparer.Ordinal);
        return new("Narration recall per true mode", ["true mode", .. sources.Select(Name)],
            [.. classes.Select(c => (IReadOnlyList<string>)[c, .. sources.Select(s =>
                Figures.Interval(results.Narration[s].Mode.Recall.GetValueOrDefault(c)))])]);
    }

    /// <summary>Recall of failures in the narrations; null when failures were not named.</summary>
    public static ReportTable? Failures(SteeringResults results)
    {
        var rows = results.Narration.Where(p => p.Value.Failures is not null)
            .Select(p => (Name(p.Key), p.Value.Failures!)).ToArray();
        return rows.Length == 0 ? null : ControlTables.Failures("Failures foretold, narrations of the modes", rows, results.Ceiling);
    }

    public static ReportTable Confusion(ConfusionTable confusion) => new(
        "Plans that FOREWARN chose: true mode (rows) against narrated mode (columns)",
        ["true \\ narrated", .. confusion.Calls],
        [.. confusion.Truths.Select((t, i) => (IReadOnlyList<string>)[t, .. confusion.Counts[i].Select(Number)])]);

    public static ReportTable Latency(SteeringResults results) => new(
        "Decision latency, ms", ["stage", "p50", "p99", "n"],
        [.. results.Latencies.Select(l => (IReadOnlyList<string>)[
            l.Stage, Figures.Ms(l.P50Ms), Figures.Ms(l.P99Ms), Number(l.Count)])],
        $"Taken with {Count(results.Workers, "worker", "workers")} on this machine; simulation is not part of it.");

    internal static string Name(NarrationSource source) => source switch
    {
        NarrationSource.Imagined => "imagined",
        NarrationSource.TrueFuture => "true future",
        _ => "shuffled",
    };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Count(int n, string one, string many) => n == 1 ? $"1 {one}" : $"{n} {many}";
}
