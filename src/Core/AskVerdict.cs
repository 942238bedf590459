namespace Forewarn.Core;

/// <summary>Several plans fit equally well: ask the person.</summary>
public sealed record AskVerdict(string Question, IReadOnlyList<Narration> Narrations, double[] Scores) : Verdict(Narrations, Scores);
