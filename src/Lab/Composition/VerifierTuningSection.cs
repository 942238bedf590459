using Forewarn.Learning.Preferences;

namespace Forewarn.Lab.Composition;

/// <summary>Section <c>tune_verifier</c>.</summary>
internal sealed record VerifierTuningSection
{
    public TuningOptions Tuning { get; init; } = new();

    /// <summary>Of sampling and of all log-probabilities.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>REBEL on fresh answers in place of the labeled pairs.</summary>
    public bool Fresh { get; init; }
}
