namespace Forewarn.Evaluation.Resets;

/// <summary>Two futures from one state.</summary>
/// <param name="Replan">Decision at which they part: 0 at the start, 1 after the first rows of the first plan.</param>
/// <param name="SameMode">Whether the two plans are of one mode.</param>
public sealed record ResetPair(int Replan, bool SameMode, ResetSide First, ResetSide Second);
