using Forewarn.Core;

namespace Forewarn.Evaluation.Steering;

/// <summary>
/// Whether the order in which plans are listed matters: one order alone against the average over orders. Equal means the
/// same plan, one whose narration reads the same, or nothing both times. Intervals are over scenes.
/// </summary>
/// <param name="Same">All orders.</param>
/// <param name="SameCyclic">Cyclic orders alone.</param>
/// <param name="SameRandom">Drawn orders alone.</param>
/// <param name="SameUnique">All orders, where the listed modes hold exactly one plan that fulfills the wish; null when that never is.</param>
/// <param name="SameSuccess">
/// All orders, where also another plan counts that fulfills the wish just as the first did, for example the other side of
/// a part; or fails it, just as the first did.
/// </param>
public sealed record PositionResult(
    MetricInterval Same, MetricInterval SameCyclic, MetricInterval SameRandom, MetricInterval? SameUnique, MetricInterval SameSuccess,
    IReadOnlyList<SlotShares> Slots)
{
    /// <summary>Least share of equal choices that is asked for.</summary>
    public const double Bar = 0.95;
}
