using System.Globalization;
using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>
/// Decides again from a record and its observation, and requires the same modes, narrations, scores and choice, bit
/// for bit. Nothing is dispatched, and there is no deadline to miss.
/// </summary>
/// <param name="models">SHA-256 (hex) of the packages in use; compared with those of the record.</param>
public sealed class DecisionReplay(
    SteeringParts parts, SteeringOptions options, IReadOnlyDictionary<string, string> models, TimeProvider time)
{
    private const double NoDeadlineMs = 3_600_000;

    /// <summary>Decides again and compares.</summary>
    public async ValueTask<ReplayComparison> ReplayAsync(
        DecisionRecord record, ObservationHistory history, CancellationToken cancel = default)
    {
        if (Inputs(record, history) is { Count: > 0 } differences) return new(IsComplete(record), differences);
        return Compare(record, history, await DecideAsync(record, history, record.Wish, cancel));
    }

    /// <summary>Decides again, with the same models or others, for the same wish or another.</summary>
    public async ValueTask<Decision> DecideAsync(
        DecisionRecord record, ObservationHistory history, string wish, CancellationToken cancel = default)
    {
        SteeringOptions unhurried = options with { DeadlineMs = NoDeadlineMs, MaxAttempts = record.Attempts };
        // The record itself says where its proposals come from, whatever root seed or client that was.
        using var loop = new SteeringLoop(parts, unhurried, new SeedStreams(0), new Nowhere(), new Nowhere(), time);
        return await loop.DecideAsync(history, wish, record.Index, new SeedStream(record.ToSeedKey()), cancel);
    }

    /// <summary>Differences between a record and the same decision made again, inputs and models included.</summary>
    public ReplayComparison Compare(DecisionRecord record, ObservationHistory history, Decision again)
    {
        var differences = Inputs(record, history);
        DecisionRecord found = DecisionRecord.Of(again, models);
        if (record.Modes is not null) Compare(differences, "modes", record.Modes.Sha256, found.Modes?.Sha256 ?? "none");
        if (IsComplete(record)) CompareChoice(differences, record, found);
        return new(IsComplete(record), differences);
    }

    private List<string> Inputs(DecisionRecord record, ObservationHistory history)
    {
        var differences = new List<string>();
        Compare(differences, "observation digest", record.ObservationDigest, InputDigest.Of(history));
        foreach (string name in record.Models.Keys.Union(models.Keys).Order(StringComparer.Ordinal))
            Compare(differences, $"model '{name}'",
                record.Models.GetValueOrDefault(name, "none"), models.GetValueOrDefault(name, "none"));
        return differences;
    }

    private static bool IsComplete(DecisionRecord record) => record.Rung is Rung.Steered or Rung.Hold && record.Scores.Length > 0;

    private static void CompareChoice(List<string> differences, DecisionRecord record, DecisionRecord again)
    {
        Compare(differences, "round", $"{record.Attempts}", $"{again.Attempts}");
        Compare(differences, "narrations", Lines(record), Lines(again));
        Compare(differences, "scores", Bits(record.Scores), Bits(again.Scores));
        Compare(differences, "chosen", $"{record.Chosen}", $"{again.Chosen}");
        Compare(differences, "rung", $"{record.Rung}", $"{again.Rung}");
    }

    private static void Compare(List<string> differences, string thing, string recorded, string found)
    {
        if (recorded != found) differences.Add($"{thing}: recorded {recorded}, found {found}");
    }

    private static string Lines(DecisionRecord record) =>
        string.Join(" | ", record.Narrations.Select(n => $"{n.Mode}: {n.Text} ({Bits([n.LogProbability])})"));

    private static string Bits(IEnumerable<double> values) =>
        string.Join(" ", values.Select(v => v.ToString("r", CultureInfo.InvariantCulture)));

    /// <summary>Where replayed decisions go.</summary>
    private sealed class Nowhere : IPlanSink, IDecisionLog
    {
        public void Dispatch(in Decision decision) { }

        public void Append(Decision decision, ObservationHistory history) { }
    }
}
