using Forewarn.Core;
using Forewarn.Evaluation.Statistics;

namespace Forewarn.Evaluation.Steering;

/// <summary>Computes the controls of a steering study from its rows.</summary>
internal sealed class ControlAnalysis(
    IReadOnlyList<SceneRow> rows, IReadOnlyList<WishCase> wishes, SelectorTally tally, SeedStream seed)
{
    public ControlResults Results()
    {
        var played = rows.Where(r => r.Controls is not null).ToArray();
        return new(
            [.. Enumerable.Range(0, wishes.Count).Where(w => wishes[w].Neutral).Select(Neutral)],
            EmptyWish(played), FlipAnalysis.Of(rows, wishes, tally, seed.Child("flips")),
            Position(), AbstentionAnalysis.Of(rows, wishes, seed.Child("abstention")));
    }

    private NeutralResult Neutral(int wish)
    {
        var chosen = rows.Select((row, i) =>
            tally.Choice(i, wish, ForewarnSelector.SelectorName) is { } choice ? row.Outcome(choice)?.Mode : null).ToArray();
        var names = rows.SelectMany(r => r.Modes.Truth.Append(r.FirstSamples.Truth[0])).Select(t => t.Mode)
            .Distinct().Order(StringComparer.Ordinal).ToArray();
        return new(wishes[wish].Text, Shares((_, i, name) => chosen[i] == name),
            Shares((row, _, name) => row.FirstSamples.Truth[0].Mode == name),
            Shares((row, _, name) => row.Modes.Truth.Any(t => t.Mode == name)),
            WilsonInterval.Of(chosen.Count(c => c is null), chosen.Length));

        Dictionary<string, MetricInterval> Shares(Func<SceneRow, int, string, bool> holds) => names.ToDictionary(
            name => name, name => WilsonInterval.Of([.. rows.Select((row, i) => holds(row, i, name))]));
    }

    private static EmptyWishResult? EmptyWish(SceneRow[] played) => played.Length == 0 ? null : new(
        played.Count(r => r.Controls!.EmptyWish is not null), played.Length,
        played.Select(r => r.Controls!.EmptyWish).FirstOrDefault(m => m is not null) ?? "");

    private PositionResult? Position()
    {
        var trials = (from i in Enumerable.Range(0, rows.Count)
                      where rows[i].Controls is not null
                      from wish in rows[i].Controls!.Wishes
                      // Without a preference all lines fit alike: which one is taken says nothing about the others.
                      where wish.All is not null && !wishes[wish.Wish].Neutral
                      from order in wish.Orders
                      let same = Same(rows[i], wish.All!, order)
                      let asGood = Good(rows[i], wish.Wish, wish.All!.Index) == Good(rows[i], wish.Wish, order.Index)
                      let unique = rows[i].Modes.Truth.Count(wishes[wish.Wish].Fulfilled) == 1
                      select (Scene: i, Order: order, Same: same, AsGood: asGood, Unique: unique)).ToArray();
        if (trials.Length == 0) return null;
        var one = trials.Where(t => t.Unique).ToArray();
        return new(Rate("same", _ => true), Rate("cyclic", o => o.Cyclic), Rate("random", o => !o.Cyclic),
            one.Length == 0 ? null : Bootstrap.Rate(one.Select(t => t.Same), seed.Child("position unique"), [.. one.Select(t => t.Scene)]),
            Bootstrap.Rate(trials.Select(t => t.AsGood), seed.Child("position success"), [.. trials.Select(t => t.Scene)]),
            [.. trials.Where(t => t.Order is { Cyclic: true, Slot: >= 0 }).GroupBy(t => t.Order.Slots).OrderBy(g => g.Key)
                .Select(g => new SlotShares(g.Key, g.Count(),
                    [.. Enumerable.Range(0, g.Key).Select(s => g.Count(t => t.Order.Slot == s) / (double)g.Count())]))]);

        MetricInterval Rate(string name, Func<OrderTrial, bool> which)
        {
            var kept = trials.Where(t => which(t.Order)).ToArray();
            return Bootstrap.Rate(kept.Select(t => t.Same), seed.Child($"position {name}"), [.. kept.Select(t => t.Scene)]);
        }
    }

    private bool Good(SceneRow row, int wish, int mode) => mode >= 0 && wishes[wish].Fulfilled(row.Modes.Truth[mode]);

    private static bool Same(SceneRow row, ChoiceTrial averaged, OrderTrial single)
    {
        if (averaged.Index < 0 || single.Index < 0) return averaged.Index == single.Index;
        var said = row.Modes.Narrations[NarrationSource.Imagined];
        return averaged.Index == single.Index || said[averaged.Index] == said[single.Index];
    }
}
