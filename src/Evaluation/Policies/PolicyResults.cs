using Forewarn.Evaluation.Runs;

namespace Forewarn.Evaluation.Policies;

/// <summary>What a comparison of policies found.</summary>
/// <param name="Accept">Modes or families that fulfill the wish.</param>
public sealed record PolicyResults(RunRecord Run, IReadOnlyList<string> Accept, int Draws, IReadOnlyList<PolicyFigures> Policies);
