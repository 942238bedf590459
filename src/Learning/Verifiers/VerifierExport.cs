using Forewarn.Core;

namespace Forewarn.Learning.Verifiers;

/// <summary>What a verifier or classifier package says about itself besides its weights.</summary>
public sealed record VerifierExport
{
    /// <summary>Name of the package and of its folder.</summary>
    public string Name { get; init; } = "cup-verifier";

    /// <summary>
    /// Package name of the world model whose latents each task's projector reads; <c>{task}-world</c> where it is not said. Of no use with
    /// one task.
    /// </summary>
    public IReadOnlyDictionary<string, string> Worlds { get; init; } = new Dictionary<string, string>();

    public required TrainingProvenance Training { get; init; }

    /// <summary>Held-out figures for the manifest and the model card.</summary>
    public IReadOnlyDictionary<string, MetricInterval> Metrics { get; init; } = new Dictionary<string, MetricInterval>();
}
