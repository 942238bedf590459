namespace Forewarn.Evaluation.Curves;

/// <summary>Runs that differ in their seed alone, or that someone wants to be taken together.</summary>
public sealed record RunGroup(string Label, IReadOnlyList<LearningRun> Runs);
