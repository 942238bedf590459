using Forewarn.Evaluation.Learners;

namespace Forewarn.Evaluation.Gate;

/// <summary>Bars and settings of the data gate.</summary>
public sealed record GateOptions
{
    /// <summary>
    /// Least share of outcomes that must survive the displacement: the ceiling of any model that sees the pose that
    /// well.
    /// </summary>
    public double LeastReplayAgreement { get; init; } = 0.95;

    /// <summary>Least accuracy from pose and actions: the physics must be learnable at all.</summary>
    public double LeastPoseAndActions { get; init; } = 0.90;

    /// <summary>Least gain of pose and actions over actions alone: else a narrator needs no world model.</summary>
    public double LeastPoseGain { get; init; } = 0.25;

    /// <summary>
    /// An initial state may predict script or outcome by at most this much over chance, whatever p says.
    /// </summary>
    public double MostLeakage { get; init; } = 0.03;

    /// <summary>At or below this p a leakage above <see cref="MostLeakage"/> counts as real.</summary>
    public double Significance { get; init; } = 0.01;

    /// <summary>Shufflings per permutation test; p cannot fall below 1 / (1 + this).</summary>
    public int Permutations { get; init; } = 199;

    /// <summary>Episodes used by the permutation tests, the first ones; repeated fits are what takes time.</summary>
    public int PermutationEpisodes { get; init; } = 1000;

    public ForestOptions Forest { get; init; } = new();

    /// <summary>Forest of the permutation tests: few features, hence few trees.</summary>
    public ForestOptions PermutationForest { get; init; } = new() { Trees = 30, MinimumSplit = 10 };
}
