using Forewarn.Core;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Statistics;
using Forewarn.Evaluation.Steering;

namespace Forewarn.Evaluation.Guarding;

/// <summary>Computes results from rows; the same rows give the same results, bootstrap included.</summary>
public static class GuardAnalysis
{
    /// <param name="rows">All scenes, as <see cref="GuardStudy.Run"/> returns them.</param>
    public static GuardResults Of(IReadOnlyList<GuardRow> rows, IReadOnlyList<WishCase> wishes, GuardStudyOptions options, RunRecord run)
    {
        if (rows.Count == 0) throw new ForewarnException("guard analysis: found no scenes, wanted at least one.");
        var tally = new DispatchTally(rows, wishes);
        var guards = rows[0].Guards;
        var plans = rows.SelectMany(r => r.Plans).ToArray();
        DispatchFigures[] whole = [.. tally.Choosers.SelectMany(c => guards.Select((_, g) => tally.Count(c, g, null)))];
        var last = whole.Where(d => d.Guard == guards[^1]).ToArray();
        return new(
            run, rows.Count, options.Rows, [.. wishes.Select(w => w.Text)], plans.Length, plans.Count(p => p.Fate.Doomed),
            plans.Count(p => p.Fate.Failing),
            [
                .. whole,
                .. Enumerable.Range(0, wishes.Count).SelectMany(w => tally.Choosers.SelectMany(c => guards.Select((_, g) => tally.Count(c, g, w)))),
            ],
            [.. guards.SelectMany((name, g) => Detections(name, g, plans))],
            [.. guards.SelectMany((name, g) => Hazards(name, g, plans))], [.. Levels(plans)], Checks(rows, guards),
            last.All(d => d.Dispatched > 0 && d.DoomedShare.Value <= GuardResults.DoomedBar), last.All(d => d.Difference is not { High: < 0 }));
    }

    private static IEnumerable<DetectionFigures> Detections(string name, int guard, GuardedPlan[] plans)
    {
        (string, Func<GuardedPlan, bool>)[] sets = [("all", _ => true), ("modes of the policy", p => !p.Endangered), ("endangered", p => p.Endangered)];
        return sets.Select(set =>
        {
            var (of, among) = set;
            var some = plans.Where(among).ToArray();
            return new DetectionFigures(name, of, Share(p => p.Fate.Doomed, true), Share(p => p.Fate.Failing, true), Share(p => p.IsSafe, false));

            MetricInterval Share(Func<GuardedPlan, bool> truth, bool accepted) =>
                WilsonInterval.Of([.. some.Where(truth).Select(p => p.Accepted[guard] == accepted)]);
        });
    }

    private static IEnumerable<HazardCount> Hazards(string name, int guard, GuardedPlan[] plans) => plans
        .Where(p => p.Foreseen[guard] is not null)
        .GroupBy(p => (Truth: p.Fate.Failing ? PlanHazard.Failing : p.Fate.Doomed ? PlanHazard.Doomed : PlanHazard.None, p.Foreseen[guard]!.Value.Hazard))
        .OrderBy(g => g.Key).Select(g => new HazardCount(name, g.Key.Truth, g.Key.Hazard, g.Count()));

    /// <summary>Of the last guard that looks ahead; all of them read the same heads.</summary>
    private static IEnumerable<LevelFigures> Levels(GuardedPlan[] plans)
    {
        var traced = plans.Where(p => p.Foreseen[^1] is { LeastMargin: var l, LeastValue: var v } && float.IsFinite(l) && float.IsFinite(v)).ToArray();
        return LevelFigures.Of("margin", [.. traced.Select(p => (p, p.Foreseen[^1]!.Value.LeastMargin))])
            .Concat(LevelFigures.Of("value", [.. traced.Select(p => (p, p.Foreseen[^1]!.Value.LeastValue))]));
    }

    private static StageLatency[] Checks(IReadOnlyList<GuardRow> rows, IReadOnlyList<string> guards)
    {
        var warm = rows.Any(r => r.Warm) ? rows.Where(r => r.Warm).ToArray() : [.. rows];
        return [.. guards.Select((name, g) =>
        {
            double[] all = [.. warm.Select(r => r.Milliseconds[g])];
            return new StageLatency(name, Percentile.Of(all, 0.5), Percentile.Of(all, 0.99), all.Length);
        })];
    }
}
