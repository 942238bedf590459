using Forewarn.Core;

namespace Forewarn.Cli.Studies.RightOfWay;

/// <summary>A learner over all seeds, means with 95 % intervals: exact figures over games fitted anew, simulated ones over pairs of episodes.</summary>
/// <param name="Episodes">Pairs of simulated episodes behind the means.</param>
internal sealed record DoorwaySummary(
    string Learner, MetricInterval ValueGap, MetricInterval RegretGap, MetricInterval ExactGain, MetricInterval SimulatedGain,
    MetricInterval ExactCost, MetricInterval SimulatedCost, int Episodes)
{
    /// <param name="rows">The learner in every seed.</param>
    public static DoorwaySummary Of(IReadOnlyList<DoorwayLearner> rows) => new(
        rows[0].Learner, Mean(rows, l => l.ValueGap), Mean(rows, l => l.RegretGaps["swap"]), Mean(rows, l => l.ExactGain),
        Pooled(rows, l => l.SimulatedGain), Mean(rows, l => l.ExactCost), Pooled(rows, l => l.SimulatedCost),
        rows.Sum(l => l.SimulatedGain.Count));

    private static MetricInterval Mean(IReadOnlyList<DoorwayLearner> rows, Func<DoorwayLearner, double> figure) =>
        MetricInterval.OfMean([.. rows.Select(figure)]);

    // As many pairs in every seed: their mean, and the half widths of independent means added as variances are.
    private static MetricInterval Pooled(IReadOnlyList<DoorwayLearner> rows, Func<DoorwayLearner, MetricInterval> figure)
    {
        MetricInterval[] parts = [.. rows.Select(figure)];
        double mean = parts.Average(p => p.Value), half = Math.Sqrt(parts.Sum(p => (p.High - p.Value) * (p.High - p.Value))) / parts.Length;
        return new(mean, mean - half, mean + half, parts.Sum(p => p.Count));
    }
}
