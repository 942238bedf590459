namespace Forewarn.Evaluation.Learners;

/// <summary>Settings of <see cref="ExtraTrees"/>.</summary>
public sealed record ForestOptions
{
    public int Trees { get; init; } = 200;

    /// <summary>
    /// Share of the features tried at every split; plans carry many near-copies of few useful numbers.
    /// </summary>
    public double FeatureShare { get; init; } = 0.3;

    /// <summary>Random thresholds tried per feature.</summary>
    public int Thresholds { get; init; } = 2;

    /// <summary>Nodes with fewer rows are leaves.</summary>
    public int MinimumSplit { get; init; } = 3;

    /// <summary>Trees grown at the same time; the forest does not depend on it.</summary>
    public int Workers { get; init; } = 1;
}
