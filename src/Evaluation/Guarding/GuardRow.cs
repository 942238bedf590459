namespace Forewarn.Evaluation.Guarding;

/// <summary>Everything kept about one scene; all results are computed from these rows.</summary>
/// <param name="Guards">Names, <c>[G]</c>.</param>
/// <param name="Milliseconds">Time of each guard's check of all plans, <c>[G]</c>.</param>
/// <param name="Warm">False for a worker's first scene, whose times include compilation.</param>
public sealed record GuardRow(
    ulong Seed, int Episode, IReadOnlyList<string> Guards, IReadOnlyList<GuardedPlan> Plans, IReadOnlyList<GuardedChoice> Choices,
    double[] Milliseconds, bool Warm);
