using Forewarn.Evaluation.Narrations;
using Forewarn.Evaluation.Statistics;
using Forewarn.Evaluation.Steering;

namespace Forewarn.Evaluation.Reports;

/// <summary>The tables of a steering study's controls.</summary>
public static class ControlTables
{
    /// <summary>Those that the results hold, in reading order.</summary>
    public static IReadOnlyList<ReportTable> All(SteeringResults r)
    {
        var tables = new List<ReportTable>();
        if (r.Controls is not { } controls) return tables;
        if (controls.Flips is { } flips) tables.Add(Flips(flips));
        if (controls.Abstention is { } abstention) tables.AddRange([Abstention(abstention), Curve(abstention)]);
        if (controls.Position is { } position) tables.AddRange([Position(position), Slots(position)]);
        tables.AddRange(controls.Neutral.Select(n => Neutral(n, controls.EmptyWish)));
        if (controls is { EmptyWish: { } empty, Neutral.Count: 0 }) tables.Add(Empty(empty));
        return tables;
    }

    /// <summary>Recall of failures by source of the narration.</summary>
    public static ReportTable Failures(string title, IReadOnlyList<(string Name, FailureFigures Figures)> rows, CeilingShare? ceiling) => new(
        title, ["latents", "failures told", "false calls", "macro over kinds", .. Kinds(rows)],
        [.. rows.Select(p => (IReadOnlyList<string>)[
            p.Name, Figures.Interval(p.Figures.Recall), Figures.Interval(p.Figures.FalseCalls), Figures.Interval(p.Figures.Macro),
            .. Kinds(rows).Select(k => Figures.Interval(p.Figures.Kinds.GetValueOrDefault(k)))])],
        "Failures told: called failing, of whatever kind. False calls: called failing and did not fail. Kinds: called by that kind."
        + (ceiling is null ? "" : $" Physics keeps {Figures.Interval(ceiling.Ceiling)} of outcomes under a small displacement: "
            + $"imagined outcomes reach {Figures.Interval(ceiling.Share)} of that ceiling."));

    private static string[] Kinds(IReadOnlyList<(string Name, FailureFigures Figures)> rows) =>
        [.. rows.SelectMany(p => p.Figures.Kinds.Keys).Distinct().Order(StringComparer.Ordinal)];

    private static ReportTable Flips(FlipResult flips) => new(
        "The same sentence with another part, where both can be had", ["from", "to", "got another plan", "which did as told"],
        [
            ["all pairs", "", Figures.Interval(flips.Flipped), Figures.Interval(flips.Followed)],
            .. flips.Pairs.Select(p => (IReadOnlyList<string>)[
                p.From, p.To, Figures.Interval(p.Flipped), Figures.Interval(p.Followed)]),
        ],
        $"Wanted: another plan >= {Figures.Share(FlipResult.Bar)}.");

    private static ReportTable Abstention(AbstentionResult a) => new(
        "None of these", ["wishes", "n unfit", "refused, no plan fits", "n good", "refused, a plan fits"],
        [.. a.Groups.Select(g => (IReadOnlyList<string>)[
            g.Group, $"{g.OnUnfit.Count}", Figures.Interval(g.OnUnfit), $"{g.OnGood.Count}", Figures.Interval(g.OnGood)])],
        $"Unfit: only the scene's plans that, by physics, do not fulfill the wish. Wanted: refused >= "
        + $"{Figures.Share(AbstentionResult.UnfitBar)} of them, and <= {Figures.Share(AbstentionResult.GoodBar)} where a plan fits.");

    private static ReportTable Curve(AbstentionResult a) => new(
        "None of these, by threshold on its score", ["refuse from", "no plan fits", "a plan fits"],
        [.. a.Curve.Select(p => (IReadOnlyList<string>)[Figures.Share(p.Threshold), Figures.Share(p.OnUnfit), Figures.Share(p.OnGood)])],
        $"The score is higher without a fitting plan than with one in {Figures.Share(a.Separation)} of pairs.");

    private static ReportTable Position(PositionResult p) => new(
        "One presentation order against their average", ["orders", "n", "same choice"],
        [
            ["all", $"{p.Same.Count}", Figures.Interval(p.Same)],
            ["cyclic", $"{p.SameCyclic.Count}", Figures.Interval(p.SameCyclic)],
            ["random", $"{p.SameRandom.Count}", Figures.Interval(p.SameRandom)],
            .. p.SameUnique is { } unique ? [["all, where one plan fits", $"{unique.Count}", Figures.Interval(unique)]] : Array.Empty<string[]>(),
            ["all, or one as good", $"{p.SameSuccess.Count}", Figures.Interval(p.SameSuccess)],
        ],
        $"Same: the same plan, one whose narration reads the same, or nothing both times. "
        + "As good: both plans fulfill the wish by physics, or neither does. "
        + $"Wanted: same >= {Figures.Share(PositionResult.Bar)}.");

    private static ReportTable Slots(PositionResult p)
    {
        int most = p.Slots.Count == 0 ? 0 : p.Slots.Max(s => s.Options);
        return new("Share of choices per place in the list, cyclic orders",
            ["lines", "n", .. Enumerable.Range(1, most).Select(s => $"place {s}")],
            [.. p.Slots.Select(s => (IReadOnlyList<string>)[
                $"{s.Options}", $"{s.Choices}",
                .. Enumerable.Range(0, most).Select(i => i < s.Options ? Figures.Share(s.Shares[i]) : "")])],
            "Every line stands in every place equally often: without a liking for places the shares of a row are equal.");
    }

    private static ReportTable Neutral(NeutralResult n, EmptyWishResult? empty) => new(
        $"No preference: \"{n.Text}\"", ["mode", "base", "forewarn", "some mode does it"],
        [
            .. n.Chosen.Keys.Select(k => (IReadOnlyList<string>)[
                k, Figures.Interval(n.Base.GetValueOrDefault(k)), Figures.Interval(n.Chosen[k]), Figures.Interval(n.Available.GetValueOrDefault(k))]),
            ["(nothing executed)", "–", Figures.Interval(n.Nothing), "–"],
        ],
        "Shares of scenes." + (empty is null ? "" : $" {Sentence(empty)}"));

    private static ReportTable Empty(EmptyWishResult empty) => new(
        "A wish without words", ["scenes", "refused"], [[$"{empty.Scenes}", $"{empty.Refused}"]], Sentence(empty));

    private static string Sentence(EmptyWishResult empty) =>
        $"A wish without words was refused in {empty.Refused} of {empty.Scenes} scenes"
        + (empty.Message.Length > 0 ? $": {empty.Message}" : ".");
}
