using System.Globalization;
using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>
/// Decides again from a record and its observation, and requires the same modes, narrations, scores and choice, bit
/// for bit. Nothing is dispatched, and there is no deadline to miss.
/// </summary>
/// <param name="models">SHA-256 (hex) of the packages in use; compared with those of the record.</param>
public sealed class DecisionReplay(
    SteeringParts parts, SteeringOptions options, SeedStreams seeds, IReadOnlyDictionary<string, string> models,
    TimeProvider time)
{
    private const double NoDeadlineMs = 3_600_000;

    public async ValueTask<ReplayReport> ReplayAsync(
        DecisionRecord record, ObservationHistory history, CancellationToken cancel = default)
    {
        var differences = new List<string>();
        Compare(differences, "observation digest", record.ObservationDigest, InputDigest.Of(history));
        Compare(differences, "seed key", record.SeedKey,
            seeds.Stream("proposals", record.Index).Key.ToString("x16", CultureInfo.InvariantCulture));
        foreach (string name in record.Models.Keys.Union(models.Keys).Order(StringComparer.Ordinal))
            Compare(differences, $"model '{name}'",
                record.Models.GetValueOrDefault(name, "none"), models.GetValueOrDefault(name, "none"));

        bool isComplete = record.Rung is Rung.Steered or Rung.Hold && record.Scores.Length > 0;
        if (differences.Count > 0) return new(isComplete, differences);

        SteeringOptions unhurried = options with { DeadlineMs = NoDeadlineMs, MaxAttempts = record.Attempts };
        using var loop = new SteeringLoop(parts, unhurried, seeds, new Nowhere(), new Nowhere(), time);
        Decision decision = await loop.DecideAsync(history, record.Wish, record.Index, cancel);
        DecisionRecord again = DecisionRecord.Of(decision, models);
        if (record.Modes is not null) Compare(differences, "modes", record.Modes.Sha256, again.Modes?.Sha256 ?? "none");
        if (isComplete) CompareChoice(differences, record, again);
        return new(isComplete, differences);
    }

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
