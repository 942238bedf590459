using Forewarn.Core;

namespace Forewarn.Evaluation.Statistics;

/// <summary>Agreement of calls with the truth: overall, per class and as a table.</summary>
/// <param name="Accuracy">Overall, with an interval over clusters (scenes).</param>
/// <param name="MacroRecall">Mean of the per-class recalls: rare classes count as much as frequent ones.</param>
/// <param name="Majority">Share of the most frequent true class, what a constant answer gets.</param>
/// <param name="Recall">Per true class.</param>
public sealed record AccuracySummary(
    MetricInterval Accuracy, double MacroRecall, double Majority, IReadOnlyDictionary<string, MetricInterval> Recall,
    ConfusionTable Confusion)
{
    /// <param name="clusters">
    /// Scene of each pair; null when all pairs are independent, then the interval is Wilson's.
    /// </param>
    public static AccuracySummary Of(
        IReadOnlyList<(string Truth, string? Call)> pairs, SeedStream seed, IReadOnlyList<int>? clusters = null)
    {
        var right = pairs.Select(p => p.Truth == p.Call).ToArray();
        var confusion = ConfusionTable.Of(pairs);
        double majority = pairs.Count == 0 ? double.NaN : pairs.GroupBy(p => p.Truth).Max(g => g.Count()) / (double)pairs.Count;
        var accuracy = clusters is null
            ? WilsonInterval.Of(right)
            : Bootstrap.Mean(right.Select(r => r ? 1.0 : 0.0).ToArray(), seed, clusters);
        return new(accuracy, confusion.MacroRecall(), majority, confusion.Recall(), confusion);
    }
}
