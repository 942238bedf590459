namespace Forewarn.Core;

/// <summary>What the verifier decided about <c>K</c> plans and one wish.</summary>
/// <param name="Narrations">One per mode, <c>[K]</c>; empty when no narration was made.</param>
/// <param name="Scores"><c>[K + 1]</c> probabilities of each option; the last is "none of these".</param>
public abstract record Verdict(IReadOnlyList<Narration> Narrations, double[] Scores)
{
    /// <summary>Milliseconds of the verification that went into narrating; 0 where nothing was narrated.</summary>
    public double NarrateMs { get; init; }

    /// <summary>What a person should know beside the decision, such as that the calibration no longer fits; null for nothing.</summary>
    public string? Notice { get; init; }
}
