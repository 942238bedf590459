using Forewarn.Core;

namespace Forewarn.Evaluation.Statistics;

/// <summary>How often each true class was called what.</summary>
/// <param name="Truths">Row names.</param>
/// <param name="Calls">Column names.</param>
/// <param name="Counts"><c>[truths][calls]</c>.</param>
public sealed record ConfusionTable(IReadOnlyList<string> Truths, IReadOnlyList<string> Calls, int[][] Counts)
{
    /// <summary>What a sentence counts as that names no class.</summary>
    public const string Unread = "(unread)";

    /// <summary>Counts pairs; rows and columns are sorted by name with <see cref="Unread"/> last.</summary>
    public static ConfusionTable Of(IReadOnlyCollection<(string Truth, string? Call)> pairs)
    {
        var truths = Sorted(pairs.Select(p => p.Truth));
        var calls = Sorted(pairs.Select(p => p.Call ?? Unread).Concat(truths));
        var counts = truths.Select(_ => new int[calls.Count]).ToArray();
        foreach (var (truth, call) in pairs) counts[truths.IndexOf(truth)][calls.IndexOf(call ?? Unread)]++;
        return new(truths, calls, counts);
    }

    /// <summary>Recall of each true class with its Wilson interval.</summary>
    public IReadOnlyDictionary<string, MetricInterval> Recall() => Truths
        .Select((t, i) => (t, WilsonInterval.Of(Counts[i][IndexOf(t)], Counts[i].Sum())))
        .ToDictionary(p => p.t, p => p.Item2);

    /// <summary>Mean recall over the true classes.</summary>
    public double MacroRecall() => Truths.Count == 0 ? double.NaN : Recall().Values.Average(r => r.Value);

    private int IndexOf(string call) => Calls.ToList().IndexOf(call);

    private static List<string> Sorted(IEnumerable<string> names) =>
        [.. names.Distinct().OrderBy(n => n == Unread).ThenBy(n => n, StringComparer.Ordinal)];
}
