using Forewarn.Core;
using Forewarn.Evaluation.Statistics;

namespace Forewarn.Evaluation.Steering;

/// <summary>Counts one selector over scenes and wishes.</summary>
internal sealed class SelectorTally(IReadOnlyList<SceneRow> rows, IReadOnlyList<WishCase> wishes, SeedStream seed)
{
    private readonly Dictionary<(int Scene, int Wish, string Selector), SelectorChoice> _choices = rows
        .SelectMany((row, i) => row.Choices.Select(c => (Key: (i, c.Wish, c.Selector), c.Choice)))
        .ToDictionary(p => p.Key, p => p.Choice);

    /// <summary>Names in the order in which the selectors stood on the bench.</summary>
    public IReadOnlyList<string> Selectors { get; } = [.. rows.SelectMany(r => r.Choices).Select(c => c.Selector).Distinct()];

    public IReadOnlyList<SelectorResult> Wish(int wish) => [.. Selectors.Select(s => Count(s, [wish]))];

    public IReadOnlyList<SelectorResult> Group(int[] members) => [.. Selectors.Select(s => Count(s, members))];

    /// <summary>The choice of one selector, if it was asked.</summary>
    public SelectorChoice? Choice(int scene, int wish, string selector) =>
        _choices.TryGetValue((scene, wish, selector), out var choice) ? choice : null;

    private SelectorResult Count(string selector, int[] members)
    {
        var trials = (from w in members
                      from i in Enumerable.Range(0, rows.Count)
                      let choice = Choice(i, w, selector)
                      where choice is not null
                      select new Trial(i, w, choice.Value, rows[i].Outcome(choice.Value))).ToArray();
        var success = trials.Select(t => rows[t.Scene].Fulfills(t.Choice, wishes[t.Wish])).ToArray();
        var scenes = trials.Select(t => t.Scene).ToArray();
        bool single = members.Length == 1;
        var share = single
            ? WilsonInterval.Of(success)
            : Bootstrap.Mean([.. success.Select(s => s ? 1.0 : 0.0)], seed.Child($"success {selector}", members[0]), scenes);
        var (difference, p, pairs) = AgainstBase(selector, trials, success, scenes, single, members[0]);
        return new(selector, success.Count(s => s), share,
            trials.Select((t, n) => (rows[t.Scene].Seed, Good: success[n])).GroupBy(t => t.Seed)
                .ToDictionary(g => g.Key, g => g.Average(t => t.Good ? 1.0 : 0.0)),
            Share(trials, (t, n) => success[n] && t.Choice.Kind == ChoiceKind.Execute),
            Share(trials, (t, _) => t.Outcome is not null && wishes[t.Wish].Rejected(t.Outcome)),
            Kinds(ChoiceKind.Ask), Kinds(ChoiceKind.None), Kinds(ChoiceKind.Unreadable), difference, p, pairs,
            GapToOracle(selector, trials, success, scenes, members[0]));

        int Kinds(ChoiceKind kind) => trials.Count(t => t.Choice.Kind == kind);
    }

    private (MetricInterval?, double?, McNemarTest?) AgainstBase(
        string selector, Trial[] trials, bool[] success, int[] scenes, bool single, int index)
    {
        if (selector == BaseSampleSelector.SelectorName || !Selectors.Contains(BaseSampleSelector.SelectorName))
            return (null, null, null);
        var plain = trials.Select(t =>
            Choice(t.Scene, t.Wish, BaseSampleSelector.SelectorName) is { } c
            && rows[t.Scene].Fulfills(c, wishes[t.Wish])).ToArray();
        var difference = Bootstrap.PairedDifference(success, plain, seed.Child($"difference {selector}", index), scenes);
        if (single)
        {
            var test = McNemarTest.Of(success, plain);
            return (difference, test.PValue, test);
        }
        var perScene = trials.Select((t, n) => (t.Scene, D: (success[n] ? 1.0 : 0) - (plain[n] ? 1.0 : 0)))
            .GroupBy(t => t.Scene).Select(g => g.Sum(t => t.D)).ToArray();
        return (difference, PermutationTest.PairedMean(perScene, seed.Child($"sign flip {selector}", index)), null);
    }

    private MetricInterval? GapToOracle(string selector, Trial[] trials, bool[] success, int[] scenes, int index)
    {
        var set = trials.FirstOrDefault(t => t.Choice.Index >= 0).Choice.Set;
        string oracle = new OracleSelector(set).Name;
        if (selector == oracle || selector == BaseSampleSelector.SelectorName) oracle = OracleSelector.SelectorName;
        if (selector == oracle || !Selectors.Contains(oracle)) return null;
        var best = trials.Select(t => Choice(t.Scene, t.Wish, oracle) is { } c && rows[t.Scene].Fulfills(c, wishes[t.Wish]))
            .ToArray();
        return Bootstrap.PairedDifference(best, success, seed.Child($"gap {selector}", index), scenes);
    }

    private static double Share(Trial[] trials, Func<Trial, int, bool> which) =>
        trials.Length == 0 ? double.NaN : trials.Where(which).Count() / (double)trials.Length;

    private readonly record struct Trial(int Scene, int Wish, SelectorChoice Choice, PlanLabel? Outcome);
}
