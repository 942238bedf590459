namespace Forewarn.Learning.Preferences;

/// <summary>Settings that all offline methods share.</summary>
public sealed record PairOptions
{
    /// <summary>Pairs per update.</summary>
    public int Batch { get; init; } = 32;

    /// <summary>Beta in the logged implicit rewards <c>beta ln π/π_ref</c>.</summary>
    public double Beta { get; init; } = 0.1;

    /// <summary>Root seed of the order of the pairs.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Reverse KL on unlabeled samples beside the pairs (HyPO); null = none.</summary>
    public HypoOptions? Hypo { get; init; }
}
