using Forewarn.Core;

namespace Forewarn.Evaluation.Statistics;

/// <summary>How well failures are foretold.</summary>
/// <param name="Recall">Share of failing plans that are called failing, of whatever kind.</param>
/// <param name="FalseCalls">Share of plans that do not fail and are called failing.</param>
/// <param name="Macro">Mean over kinds of the share called by their own kind.</param>
/// <param name="Kinds">That share per kind that occurred.</param>
public sealed record FailureFigures(
    MetricInterval Recall, MetricInterval FalseCalls, MetricInterval Macro, IReadOnlyDictionary<string, MetricInterval> Kinds)
{
    /// <param name="pairs">True outcome and the one that was called; null = none could be read.</param>
    /// <param name="failures">Outcomes that are failures.</param>
    /// <param name="clusters">Scene of each pair; null when all are independent.</param>
    public static FailureFigures Of(
        IReadOnlyList<(string Truth, string? Call)> pairs, IReadOnlyCollection<string> failures, SeedStream seed,
        IReadOnlyList<int>? clusters = null)
    {
        var all = Enumerable.Range(0, pairs.Count).ToArray();
        int[] failing = [.. all.Where(i => failures.Contains(pairs[i].Truth))];
        int[] others = [.. all.Where(i => !failures.Contains(pairs[i].Truth))];
        string[] kinds = [.. failures.Where(f => failing.Any(i => pairs[i].Truth == f))];
        return new(
            Rate("recall", failing, CalledFailing), Rate("false calls", others, CalledFailing),
            Bootstrap.MacroMean([.. failing.Select(i => pairs[i].Truth == pairs[i].Call ? 1.0 : 0.0)],
                [.. failing.Select(i => Array.IndexOf(kinds, pairs[i].Truth))], kinds.Length, seed.Child("macro"), Scenes(failing)),
            kinds.ToDictionary(k => k, k => Rate(k, [.. failing.Where(i => pairs[i].Truth == k)], i => pairs[i].Call == k)));

        bool CalledFailing(int i) => pairs[i].Call is { } call && failures.Contains(call);

        MetricInterval Rate(string name, int[] which, Func<int, bool> holds) => clusters is null
            ? WilsonInterval.Of([.. which.Select(holds)])
            : Bootstrap.Rate(which.Select(holds), seed.Child(name), Scenes(which)!);

        int[]? Scenes(int[] which) => clusters is null ? null : [.. which.Select(i => clusters[i])];
    }
}
