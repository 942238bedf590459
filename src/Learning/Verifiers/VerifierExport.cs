using Forewarn.Core;

namespace Forewarn.Learning.Verifiers;

/// <summary>What a verifier or classifier package says about itself besides its weights.</summary>
public sealed record VerifierExport
{
    /// <summary>Name of the package and of its folder.</summary>
    public string Name { get; init; } = "cup-verifier";

    public required TrainingProvenance Training { get; init; }

    /// <summary>Held-out figures for the manifest and the model card.</summary>
    public IReadOnlyDictionary<string, MetricInterval> Metrics { get; init; } = new Dictionary<string, MetricInterval>();
}
