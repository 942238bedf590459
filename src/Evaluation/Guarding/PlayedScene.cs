namespace Forewarn.Evaluation.Guarding;

/// <summary>What the candidates of one scene did; no guard has a part in it, so that other guards may be compared on the same plays.</summary>
/// <param name="Plans">SHA-256 (hex) of the candidates.</param>
/// <param name="Fates">One per candidate: the modes, and behind them the dangerous plans.</param>
public sealed record PlayedScene(ulong Seed, int Episode, string Plans, IReadOnlyList<PlanFate> Fates);
