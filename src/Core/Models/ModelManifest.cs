using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Forewarn.Core;

/// <summary>
/// <c>manifest.json</c> of a model package: what the graphs are, how to read their numbers, and where they came from.
/// </summary>
public sealed record ModelManifest
{
    public const string CurrentFormat = "forewarn-model/1";

    public string Format { get; init; } = CurrentFormat;

    /// <summary><c>policy</c>, <c>world-model</c>, <c>verifier</c>, <c>classifier</c> or <c>safety</c>.</summary>
    public required string Kind { get; init; }

    public required string Name { get; init; }

    public required IReadOnlyList<GraphManifest> Graphs { get; init; }

    /// <summary>Action representation of plans the package emits or reads; null where it has none.</summary>
    public ActionSpec? Action { get; init; }

    /// <summary>Camera names in graph order.</summary>
    public IReadOnlyList<string> Cameras { get; init; } = [];

    /// <summary>
    /// Names of the proprioceptive numbers with their units, in graph order, such as <c>joint1_rad</c>; empty where the
    /// graph reads none.
    /// </summary>
    public IReadOnlyList<string> State { get; init; } = [];

    /// <summary>SHA-256 (hex) of <c>stats.json</c>, the normalisation used in training.</summary>
    public required string StatsSha256 { get; init; }

    /// <summary>Kind-specific numbers and words: horizons, rates, latent sizes, class names.</summary>
    public IReadOnlyDictionary<string, JsonElement> Settings { get; init; } = new Dictionary<string, JsonElement>();

    public required TrainingProvenance Training { get; init; }

    /// <summary>Held-out figures with intervals.</summary>
    public IReadOnlyDictionary<string, MetricInterval> Metrics { get; init; } = new Dictionary<string, MetricInterval>();

    public string License { get; init; } = "Apache-2.0";

    /// <summary>Identity of the weights: the hash of the only graph, or the SHA-256 (hex) over the hashes of all, in order.</summary>
    [JsonIgnore]
    public string Sha256 => Graphs.Count == 1
        ? Graphs[0].Sha256
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(Graphs.Select(g => g.Sha256)))));
}
