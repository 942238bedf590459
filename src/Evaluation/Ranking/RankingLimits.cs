namespace Forewarn.Evaluation.Ranking;

/// <summary>What a faster verifier may lose against the one it replaces, judged by the unfavorable end of each interval.</summary>
/// <param name="SameChoice">Least share of decisions with the same plan.</param>
/// <param name="Agreement">Least mean rank correlation of the scores.</param>
/// <param name="Regret">Most success lost.</param>
public sealed record RankingLimits(double SameChoice = 0.95, double Agreement = 0.95, double Regret = 0.01);
