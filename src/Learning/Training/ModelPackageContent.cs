using Forewarn.Core;

namespace Forewarn.Learning.Training;

/// <summary>Everything that goes into a model package.</summary>
public sealed record ModelPackageContent
{
    /// <summary><c>policy</c>, <c>world-model</c>, <c>verifier</c>, <c>classifier</c> or <c>safety</c>.</summary>
    public required string Kind { get; init; }

    public required string Name { get; init; }

    public required IReadOnlyList<PackageGraph> Graphs { get; init; }

    /// <summary>Normalisation used in training, for people and checks; the graphs normalise inside.</summary>
    public IReadOnlyDictionary<string, ChannelStats> Stats { get; init; } = new Dictionary<string, ChannelStats>();

    /// <summary>Kind-specific numbers and words; any JSON-serializable values.</summary>
    public IReadOnlyDictionary<string, object> Settings { get; init; } = new Dictionary<string, object>();

    public ActionSpec? Action { get; init; }

    public IReadOnlyList<string> Cameras { get; init; } = [];

    /// <summary>Names of the proprioceptive numbers, in graph order.</summary>
    public IReadOnlyList<string> State { get; init; } = [];

    public required TrainingProvenance Training { get; init; }

    public IReadOnlyDictionary<string, MetricInterval> Metrics { get; init; } =
        new Dictionary<string, MetricInterval>();

    /// <summary>Markdown of <c>MODELCARD.md</c>.</summary>
    public required string ModelCard { get; init; }

    /// <summary>Further files by name, for example <c>tokenizer.json</c>.</summary>
    public IReadOnlyDictionary<string, byte[]> Files { get; init; } = new Dictionary<string, byte[]>();
}
