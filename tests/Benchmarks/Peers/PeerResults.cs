using System.Text.Json;
using Forewarn.Benchmarks.Reports;

namespace Forewarn.Benchmarks.Peers;

/// <summary>What came of a duel with peers.</summary>
/// <param name="Said">What every peer said of itself, with the cost of every form it tried.</param>
internal sealed record PeerResults(
    IReadOnlyList<AgreementRow> Agreement, IReadOnlyList<RatioRow> Ratios, IReadOnlyDictionary<string, JsonElement> Said)
{
    public static PeerResults None { get; } = new([], [], new Dictionary<string, JsonElement>());
}
