namespace Forewarn.Core;

/// <summary>Several plans fit equally well, or the wish has words that nobody explained: ask the person.</summary>
public sealed record AskVerdict(string Question, IReadOnlyList<Narration> Narrations, double[] Scores) : Verdict(Narrations, Scores)
{
    /// <summary>What can be answered; empty where the question is open.</summary>
    public IReadOnlyList<string> Answers { get; init; } = [];
}
