using Forewarn.Evaluation.Steering;

namespace Forewarn.Evaluation.Phases;

/// <summary>What one phase came to.</summary>
/// <param name="Label">What was done; null when no plan suited and nothing was.</param>
/// <param name="Succeeded">Whether the task of the phase came true by any mode, so that the next phase began.</param>
public sealed record PhaseStep(PlanLabel? Label, bool Succeeded)
{
    public bool Fulfills(WishCase wish) => Label is not null && wish.Fulfilled(Label);
}
