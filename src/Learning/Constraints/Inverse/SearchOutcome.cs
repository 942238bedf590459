namespace Forewarn.Learning.Constraints.Inverse;

/// <summary>Where a policy went, and what came of it.</summary>
/// <param name="States">Every state that was met, last states included, <c>[N, S]</c>.</param>
/// <param name="Return">Mean return of an episode.</param>
/// <param name="Cost">Mean cost of an episode under the present constraint.</param>
/// <param name="Steps">Environment steps that the search took.</param>
public sealed record SearchOutcome(float[] States, double Return, double Cost, long Steps);
