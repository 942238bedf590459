using Forewarn.Core;

namespace Forewarn.Evaluation.Steering;

/// <summary>
/// Whether the order in which plans are listed matters: one order alone against the average over orders. Equal means the
/// same plan, one whose narration reads the same, or nothing both times. Intervals are over scenes.
/// </summary>
public sealed record PositionResult(
    MetricInterval Same, MetricInterval SameCyclic, MetricInterval SameRandom, IReadOnlyList<SlotShares> Slots)
{
    /// <summary>Least share of equal choices that is asked for.</summary>
    public const double Bar = 0.95;
}
