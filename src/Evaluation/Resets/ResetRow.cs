namespace Forewarn.Evaluation.Resets;

/// <summary>Everything kept about one scene; all results are computed from these rows.</summary>
/// <param name="Repeats">Plans that were executed twice from the same saved state.</param>
/// <param name="Repeated">Of these, plans that did the same.</param>
public sealed record ResetRow(
    ulong Seed, int Episode, IReadOnlyList<LoggedPlan> Logged, IReadOnlyList<ResetPair> Pairs, IReadOnlyList<string> Classes,
    int Repeats, int Repeated);
