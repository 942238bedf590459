namespace Forewarn.Core;

/// <summary>No plan fits the wish.</summary>
public sealed record NoneSuitableVerdict(IReadOnlyList<Narration> Narrations, double[] Scores) : Verdict(Narrations, Scores);
