using Forewarn.Evaluation.Steering;

namespace Forewarn.Evaluation.Resets;

/// <summary>A plan that was executed once and its outcome logged.</summary>
/// <param name="Values"><c>[T, A]</c>.</param>
public sealed record LoggedPlan(float[] Values, PlanLabel Truth);
