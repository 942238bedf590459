namespace Forewarn.Evaluation.Phases;

/// <summary>Figures of one group of wishes.</summary>
/// <param name="Parts">Each phase, and the whole behind them.</param>
public sealed record PhaseGroup(string Group, IReadOnlyList<PhaseFigures> Parts);
