namespace Forewarn.Learning.Preferences.Diagnosis;

/// <summary>Everything that a diagnosis may look at.</summary>
/// <param name="Pairs">Labeled pairs; all plans have the same length.</param>
public sealed record PreferenceEvidence(IReadOnlyList<PlanPair> Pairs)
{
    /// <summary>Draws of the policy that is diagnosed; empty where it is not at hand.</summary>
    public IReadOnlyList<PlanSample> Policy { get; init; } = [];

    /// <summary>Draws of its reference.</summary>
    public IReadOnlyList<PlanSample> Reference { get; init; } = [];

    /// <summary>Id of the policy that is diagnosed, as in <see cref="PlanPair.PolicyId"/>.</summary>
    public string? PolicyId { get; init; }

    /// <summary>Weight of the KL in the tuning that is considered.</summary>
    public double Beta { get; init; } = 0.1;

    /// <summary>R', the largest absolute reward, for the ceiling of the reverse KL; null = from the rewards in the file.</summary>
    public double? RewardBound { get; init; }

    /// <summary>Seed of splits and resampling.</summary>
    public ulong Seed { get; init; } = 1;
}
