namespace Forewarn.Evaluation.Phases;

/// <summary>Size of a study of phases.</summary>
public sealed record PhaseStudyOptions
{
    public IReadOnlyList<ulong> Seeds { get; init; } = [101, 102, 103];

    /// <summary>Scenes per seed; every scene has one wish per phase and group.</summary>
    public int Episodes { get; init; } = 200;

    /// <summary>Threads; results do not depend on it.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Models with their hashes and everything else that a row depends on.</summary>
    public string Identity { get; init; } = "";
}
