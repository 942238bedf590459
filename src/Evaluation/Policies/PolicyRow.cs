using Forewarn.Evaluation.Steering;

namespace Forewarn.Evaluation.Policies;

/// <summary>One scene of a comparison of policies.</summary>
/// <param name="Outcomes">What executing each draw did, <c>[policies][draws]</c>.</param>
public sealed record PolicyRow(ulong Seed, int Episode, PlanLabel[][] Outcomes);
