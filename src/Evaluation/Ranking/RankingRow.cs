namespace Forewarn.Evaluation.Ranking;

/// <summary>One wish in one scene, chosen for by both verifiers from the same imagined plans.</summary>
/// <param name="Reference">Plan that the reference chooses, -1 for none; <paramref name="Candidate"/> likewise.</param>
/// <param name="Agreement">
/// Kendall's tau over the pairs of options that the reference tells apart: 1 when the candidate orders all of them alike, -1
/// when none. Null when there is no such pair.
/// </param>
/// <param name="ReferenceFulfils">Whether its plan, executed, did what the wish asks; null for wishes without a preference.</param>
public sealed record RankingRow(
    int Scene, int Wish, int Reference, int Candidate, double? Agreement, bool? ReferenceFulfils, bool? CandidateFulfils);
