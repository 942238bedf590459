using Forewarn.Core;

namespace Forewarn.Cli.Studies.RightOfWay;

/// <summary>A learner over all seeds: means with 95 % intervals over the seeds, each a game fitted anew and episodes of its own.</summary>
/// <param name="Episodes">Pairs of simulated episodes behind the means.</param>
internal sealed record DoorwaySummary(
    string Learner, MetricInterval ValueGap, MetricInterval RegretGap, MetricInterval ExactGain, MetricInterval SimulatedGain, MetricInterval ExactCost,
    MetricInterval SimulatedCost, int Episodes)
{
    /// <param name="rows">The learner in every seed.</param>
    public static DoorwaySummary Of(IReadOnlyList<DoorwayLearner> rows) => new(
        rows[0].Learner, Mean(rows, l => l.ValueGap), Mean(rows, l => l.RegretGaps["swap"]), Mean(rows, l => l.ExactGain),
        Mean(rows, l => l.SimulatedGain.Value), Mean(rows, l => l.ExactCost), Mean(rows, l => l.SimulatedCost.Value), rows.Sum(l => l.SimulatedGain.Count));

    private static MetricInterval Mean(IReadOnlyList<DoorwayLearner> rows, Func<DoorwayLearner, double> figure) =>
        MetricInterval.OfMean([.. rows.Select(figure)]);
}
