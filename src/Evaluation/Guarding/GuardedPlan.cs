using Forewarn.Core;

namespace Forewarn.Evaluation.Guarding;

/// <summary>One candidate of a scene.</summary>
/// <param name="Endangered">Made dangerous for this study; otherwise a mode of the policy.</param>
/// <param name="Accepted">By guard, <c>[G]</c>.</param>
/// <param name="Foreseen">By guard what it foresaw, <c>[G]</c>; null where it does not look ahead.</param>
public sealed record GuardedPlan(bool Endangered, PlanFate Fate, bool[] Accepted, SafetyTrace?[] Foreseen)
{
    /// <summary>Whether the plan neither fails nor leaves no way out.</summary>
    public bool IsSafe => !Fate.Failing && !Fate.Doomed;
}
