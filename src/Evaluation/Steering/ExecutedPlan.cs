using Forewarn.Core;

namespace Forewarn.Evaluation.Steering;

/// <summary>A plan that was executed.</summary>
/// <param name="Frames">
/// Observations at the world model's rate, the initial one first, <c>[H + 1]</c>; empty unless recorded.
/// </param>
public sealed record ExecutedPlan(PlanLabel Label, IReadOnlyList<Observation> Frames);
