using Forewarn.Core;

namespace Forewarn.Learning.Preferences.Verifiers;

/// <summary>Tuning of a verifier package.</summary>
public sealed record VerifierTuningOptions
{
    /// <summary>Folder of the package to start from.</summary>
    public required string From { get; init; }

    /// <summary>Name of the tuned package.</summary>
    public string Name { get; init; } = "cup-verifier-tuned";

    public TuningMethod Method { get; init; } = TuningMethod.Rebel;

    /// <summary>REBEL on fresh answers, which the labels score, in place of the labeled pairs; the other methods know which they need.</summary>
    public bool Fresh { get; init; }

    /// <summary>Of sampling and of all log-probabilities.</summary>
    public double Temperature { get; init; } = 1;

    public TuningOptions Tuning { get; init; } = new();

    /// <summary>Whether the method draws answers of its own.</summary>
    public bool Draws => Fresh || Method is TuningMethod.OnlineDpo or TuningMethod.Ppo or TuningMethod.Rloo or TuningMethod.Remax;

    /// <exception cref="ForewarnException">A number is out of range, or the method cannot use fresh answers.</exception>
    public void Validate()
    {
        Tuning.Validate();
        if (Fresh) _ = Tuning.OnlineObjective(Method);
    }
}
