namespace Forewarn.Evaluation.Phases;

/// <summary>One scene steered by one wish for every phase.</summary>
/// <param name="Wishes">Of each phase the number of its wish in the phase's list.</param>
/// <param name="Steps">Of the phases that were reached.</param>
public sealed record PhaseTrial(string Group, int[] Wishes, PhaseStep[] Steps);
