namespace Forewarn.Evaluation.Narrations;

/// <summary>Size of a narration study.</summary>
public sealed record NarrationStudyOptions
{
    public ulong Seed { get; init; } = 1;

    /// <summary>Held-out episodes; below 300 the intervals are too wide to compare bars with.</summary>
    public int Episodes { get; init; } = 300;

    public int Workers { get; init; } = 1;

    /// <summary>Models with their hashes and the source of plans.</summary>
    public string Identity { get; init; } = "";
}
