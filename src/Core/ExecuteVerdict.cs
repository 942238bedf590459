namespace Forewarn.Core;

/// <summary>Execute mode <paramref name="Mode"/>.</summary>
public sealed record ExecuteVerdict(int Mode, IReadOnlyList<Narration> Narrations, double[] Scores) : Verdict(Narrations, Scores);
