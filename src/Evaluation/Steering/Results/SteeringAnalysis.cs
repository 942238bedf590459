using Forewarn.Core;
using Forewarn.Evaluation.Narrations;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Statistics;

namespace Forewarn.Evaluation.Steering;

/// <summary>Computes results from rows; the same rows give the same results, bootstrap included.</summary>
public static class SteeringAnalysis
{
    private const ulong ResamplingSeed = 20250201;

    /// <param name="rows">All scenes, as <see cref="SteeringStudy.Run"/> returns them.</param>
    /// <param name="failures">Outcomes that are failures; null leaves the recall of failures out.</param>
    /// <param name="ceiling">What physics allows, if it was measured.</param>
    public static SteeringResults Of(
        IReadOnlyList<SceneRow> rows, IReadOnlyList<WishCase> wishes, INarrationReader reader, RunRecord run, int workers,
        IReadOnlyCollection<string>? failures = null, PhysicalCeiling? ceiling = null)
    {
        if (rows.Count == 0) throw new ForewarnException("steering analysis: found no scenes, wanted at least one.");
        var seed = new SeedStream(ResamplingSeed);
        var tally = new SelectorTally(rows, wishes, seed.Child("selectors"));
        var narrations = new NarrationTally(rows, reader, failures ?? [], seed.Child("narrations"));
        // A neutral wish is fulfilled by nothing in particular: it has no success.
        int[] indices = [.. Enumerable.Range(0, wishes.Count).Where(w => !wishes[w].Neutral)];
        var groups = indices.GroupBy(w => wishes[w].Group)
            .Select(g => new GroupResult(g.Key, g.Count(), tally.Group([.. g]))).ToArray();
        var figures = narrations.Figures();
        return new(
            run, rows.Count, rows.Average(r => r.Modes.Truth.Length), BaseShare(rows),
            groups,
            [.. indices.Select(w => Wish(rows, wishes[w], tally.Wish(w)))],
            figures,
            narrations.Chosen(from i in Enumerable.Range(0, rows.Count)
                              from w in indices
                              let c = tally.Choice(i, w, ForewarnSelector.SelectorName)
                              where c is not null
                              select (rows[i], c.Value)),
            WishFlip(rows, wishes, tally), Latencies(rows), workers,
            new ControlAnalysis(rows, wishes, tally, seed.Child("controls")).Results(), OneMode(wishes, indices, groups, tally),
            ceiling?.Share(figures[NarrationSource.Imagined].Outcome.Accuracy));
    }

    /// <summary>All wishes for one mode together, unless some group of the file is just that.</summary>
    private static GroupResult? OneMode(
        IReadOnlyList<WishCase> wishes, int[] indices, GroupResult[] groups, SelectorTally tally)
    {
        int[] members = [.. indices.Where(w => wishes[w].HasOneMode())];
        bool isGroup = members.Select(w => wishes[w].Group).Distinct().Count() == 1
            && groups.Any(g => g.Wishes == members.Length && g.Group == wishes[members[0]].Group);
        return members.Length < 2 || isGroup ? null : new("all wishes for one mode", members.Length, tally.Group(members));
    }

    private static WishResult Wish(IReadOnlyList<SceneRow> rows, WishCase wish, IReadOnlyList<SelectorResult> selectors) => new(
        wish.Text, wish.Group, wish.Accept, wish.Reject,
        WilsonInterval.Of([.. rows.Select(r => r.Modes.Truth.Any(wish.Fulfilled))]),
        WilsonInterval.Of([.. rows.Select(r => r.FirstSamples.Truth.Any(wish.Fulfilled))]), selectors);

    private static SortedDictionary<string, MetricInterval> BaseShare(IReadOnlyList<SceneRow> rows)
    {
        var first = rows.Select(r => r.FirstSamples.Truth[0].Mode).ToArray();
        return new(first.Distinct().ToDictionary(m => m, m => WilsonInterval.Of(first.Count(f => f == m), first.Length)),
            StringComparer.Ordinal);
    }

    private static MetricInterval? WishFlip(IReadOnlyList<SceneRow> rows, IReadOnlyList<WishCase> wishes, SelectorTally tally)
    {
        var flips = new List<double>();
        var scenes = new List<int>();
        for (int i = 0; i < rows.Count; i++)
            for (int a = 0; a < wishes.Count; a++)
                for (int b = a + 1; b < wishes.Count; b++)
                {
                    var truth = rows[i].Modes.Truth;
                    if (wishes[a].Accept.Any(n => wishes[b].Accept.Any(m => FlipAnalysis.Overlap(n, m)))) continue;
                    if (!truth.Any(wishes[a].Fulfilled) || !truth.Any(wishes[b].Fulfilled)) continue;
                    if (tally.Choice(i, a, ForewarnSelector.SelectorName) is not { } x) continue;
                    if (tally.Choice(i, b, ForewarnSelector.SelectorName) is not { } y) continue;
                    flips.Add(x.Index >= 0 && y.Index >= 0 && x.Index != y.Index ? 1 : 0);
                    scenes.Add(i);
                }
        return flips.Count == 0 ? null : Bootstrap.Mean([.. flips], new SeedStream(ResamplingSeed).Child("flip"), scenes);
    }

    private static List<StageLatency> Latencies(IReadOnlyList<SceneRow> rows)
    {
        var warm = rows.Any(r => r.Warm) ? rows.Where(r => r.Warm).ToArray() : [.. rows];
        var latencies = Stages.BeforeChoosing.Select(s => Of(s, warm.Select(r => r.Milliseconds[s]))).ToList();
        var decisions = warm.SelectMany(r => r.Choices.Where(c => c.Selector == ForewarnSelector.SelectorName)
            .Select(c => (
                Choose: c.Milliseconds,
                Total: c.Milliseconds + Stages.BeforeChoosing.Sum(s => r.Milliseconds[s])))).ToArray();
        if (decisions.Length == 0) return latencies;
        latencies.Add(Of(Stages.Choose, decisions.Select(d => d.Choose)));
        latencies.Add(Of(Stages.Total, decisions.Select(d => d.Total)));
        return latencies;

        static StageLatency Of(string stage, IEnumerable<double> values)
        {
            var all = values.ToArray();
            return new(stage, Percentile.Of(all, 0.5), Percentile.Of(all, 0.99), all.Length);
        }
    }
}
