using Forewarn.Core;
using Forewarn.Evaluation.Statistics;

namespace Forewarn.Evaluation.Steering;

/// <summary>Computes how often "none of these" is answered with and without a plan that would do.</summary>
internal static class AbstentionAnalysis
{
    private const int Points = 20;

    public static AbstentionResult? Of(IReadOnlyList<SceneRow> rows, IReadOnlyList<WishCase> wishes, SeedStream seed)
    {
        var unfit = new List<Trial>();
        var good = new List<Trial>();
        for (int i = 0; i < rows.Count; i++)
            foreach (var control in rows[i].Controls?.Wishes ?? [])
            {
                var wish = wishes[control.Wish];
                if (control.Unfit is { } without) unfit.Add(new(i, wish.Group, without));
                if (control.All is { } all && HoldsGood(rows[i].Modes, wish)) good.Add(new(i, wish.Group, all));
            }
        if (unfit.Count == 0 && good.Count == 0) return null;
        var groups = unfit.Concat(good).Select(t => t.Group).Distinct().ToArray();
        return new(
            [Rates("all wishes", _ => true), .. groups.Select(g => Rates(g, t => t.Group == g))],
            [.. Enumerable.Range(0, Points + 1).Select(p => (double)p / Points).Select(threshold => new AbstentionPoint(
                threshold, From(unfit, threshold), From(good, threshold)))],
            Separation(unfit, good));

        AbstentionRates Rates(string name, Func<Trial, bool> which) => new(
            name, Rate($"unfit {name}", unfit.Where(which)), Rate($"good {name}", good.Where(which)));

        MetricInterval Rate(string name, IEnumerable<Trial> trials)
        {
            var kept = trials.ToArray();
            return Bootstrap.Rate(
                kept.Select(t => t.Choice.Kind == ChoiceKind.None), seed.Child(name), [.. kept.Select(t => t.Scene)]);
        }
    }

    private static bool HoldsGood(CandidateRow modes, WishCase wish) =>
        modes.Truth.Where((t, k) => modes.Safe?[k] != false && wish.Fulfilled(t)).Any();

    private static double From(List<Trial> trials, double threshold) =>
        trials.Count == 0 ? double.NaN : trials.Count(t => t.Choice.NoneScore >= threshold) / (double)trials.Count;

    /// <summary>Mann-Whitney statistic as a share; ties count half.</summary>
    private static double Separation(List<Trial> unfit, List<Trial> good)
    {
        if (unfit.Count == 0 || good.Count == 0) return double.NaN;
        double[] low = [.. good.Select(t => t.Choice.NoneScore).Order()];
        double sum = 0;
        foreach (var trial in unfit)
        {
            int below = LowerBound(low, trial.Choice.NoneScore), to = below;
            while (to < low.Length && low[to] == trial.Choice.NoneScore) to++;
            sum += below + 0.5 * (to - below);
        }
        return sum / ((double)unfit.Count * good.Count);
    }

    private static int LowerBound(double[] sorted, double value)
    {
        int from = 0, to = sorted.Length;
        while (from < to)
        {
            int middle = (from + to) / 2;
            if (sorted[middle] < value) from = middle + 1;
            else to = middle;
        }
        return from;
    }

    private readonly record struct Trial(int Scene, string Group, ChoiceTrial Choice);
}
