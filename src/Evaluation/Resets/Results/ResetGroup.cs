namespace Forewarn.Evaluation.Resets;

/// <summary>Pairs of one kind.</summary>
/// <param name="Replan">Decision at which the futures part; null for all.</param>
/// <param name="SameMode">Null for all.</param>
/// <param name="Pairs">Pairs, each asked with every wish.</param>
/// <param name="Decided">Questions to which the simulator's answer is not a tie.</param>
public sealed record ResetGroup(
    string Name, int? Replan, bool? SameMode, int Pairs, int Questions, int Decided, IReadOnlyList<ResetFigures> Figures);
