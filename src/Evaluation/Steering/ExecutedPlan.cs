using Forewarn.Core;

namespace Forewarn.Evaluation.Steering;

/// <summary>A plan that was executed.</summary>
/// <param name="Frames">
/// Observations at the world model's rate, the initial one first, <c>[H + 1]</c>; empty unless recorded.
/// </param>
public sealed record ExecutedPlan(PlanLabel Label, IReadOnlyList<Observation> Frames)
{
    /// <summary>
    /// Plan rows after which the label had its final mode for good: the event that decided the outcome. 0 when the label
    /// never changed, as when nothing was ever touched.
    /// </summary>
    public int Decided { get; init; }
}
