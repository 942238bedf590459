namespace Forewarn.Core;

/// <summary>No plan fits the wish.</summary>
public sealed record NoneSuitableVerdict(IReadOnlyList<Narration> Narrations, double[] Scores) : Verdict(Narrations, Scores)
{
    /// <summary>Whether the person was asked and no plan does what was answered: not even the best of the others may be executed.</summary>
    public bool IsAnswered { get; init; }
}
