namespace Forewarn.Evaluation.Phases;

/// <summary>One scene.</summary>
/// <param name="Base">The base policies: first sample of every phase, whatever is wished; of the phases that were reached.</param>
/// <param name="Trials">Steered, one for each group of wishes.</param>
public sealed record PhaseRow(ulong Seed, int Episode, PhaseStep[] Base, PhaseTrial[] Trials);
