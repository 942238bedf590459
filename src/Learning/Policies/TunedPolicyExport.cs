using Forewarn.Core;

namespace Forewarn.Learning.Policies;

/// <summary>What the package of a tuned policy says about its tuning.</summary>
public sealed record TunedPolicyExport
{
    /// <summary>Name of the package.</summary>
    public required string Name { get; init; }

    /// <summary>Method by its usual short name, for example <c>rebel</c>.</summary>
    public required string Method { get; init; }

    /// <summary>The wish whose answers were preferred.</summary>
    public required string Wish { get; init; }

    /// <summary>Labeled pairs that were used.</summary>
    public required int Pairs { get; init; }

    /// <summary>Who judged: <c>operator</c>, <c>verifier</c>, <c>outcome</c>, or several.</summary>
    public required string LabelSource { get; init; }

    /// <summary>Command, seed, revision and the hash of the preference file.</summary>
    public required TrainingProvenance Training { get; init; }

    /// <summary>Held-out figures with intervals.</summary>
    public IReadOnlyDictionary<string, MetricInterval> Metrics { get; init; } = new Dictionary<string, MetricInterval>();
}
