namespace Forewarn.Recording;

/// <summary>A judgment between two texts, as in the paired data sets of TRL and others.</summary>
/// <param name="Prompt">Empty where the prompt is a part of both sides. Messages are lines <c>role: content</c>.</param>
public sealed record TextPreference(string Prompt, string Chosen, string Rejected)
{
    public double? ChosenLogp { get; init; }

    public double? RejectedLogp { get; init; }

    public double? ChosenReward { get; init; }

    public double? RejectedReward { get; init; }

    public bool Tie { get; init; }
}
