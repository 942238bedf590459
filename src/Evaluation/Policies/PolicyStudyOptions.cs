namespace Forewarn.Evaluation.Policies;

/// <summary>Size of a comparison of policies.</summary>
public sealed record PolicyStudyOptions
{
    public IReadOnlyList<ulong> Seeds { get; init; } = [101, 102, 103];

    /// <summary>Scenes per seed.</summary>
    public int Episodes { get; init; } = 200;

    /// <summary>Plans per scene and policy, from the same rows of noise.</summary>
    public int Draws { get; init; } = 1;

    public int Workers { get; init; } = 1;

    /// <summary>Packages with their hashes.</summary>
    public string Identity { get; init; } = "";
}
