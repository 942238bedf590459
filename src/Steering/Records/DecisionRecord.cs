using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>One decision as a line of JSON: what it saw (by digest), what it weighed, what it did and why.</summary>
public sealed record DecisionRecord
{
    public const string CurrentFormat = "forewarn-decision/1";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        // Log-probabilities may be minus infinity, which plain JSON cannot say.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters =
        {
            new JsonStringEnumConverter<Rung>(JsonNamingPolicy.CamelCase), new JsonStringEnumConverter<PlanHazard>(JsonNamingPolicy.CamelCase),
        },
    };

    public string Format { get; init; } = CurrentFormat;

    public required long Index { get; init; }

    public required string Wish { get; init; }

    /// <summary>SHA-256 (hex) of the observation history.</summary>
    public required string ObservationDigest { get; init; }

    /// <summary>Key of the proposal stream, 16 hexadecimal digits: JSON numbers would lose bits.</summary>
    public required string SeedKey { get; init; }

    public required int Attempts { get; init; }

    /// <summary>The <c>K</c> modes; null when proposing failed.</summary>
    public RecordedPlans? Modes { get; init; }

    public required IReadOnlyList<Narration> Narrations { get; init; }

    /// <summary><c>[K + 1]</c>, last = "none of these"; empty below the choosing rungs.</summary>
    public required double[] Scores { get; init; }

    /// <summary>One per mode; null when the guard gave no answer.</summary>
    public IReadOnlyList<GuardFinding>? Findings { get; init; }

    public required int Chosen { get; init; }

    public required Rung Rung { get; init; }

    public required string Reason { get; init; }

    public string? Question { get; init; }

    public IReadOnlyList<string>? Answers { get; init; }

    public required StageTimings Timings { get; init; }

    /// <summary>SHA-256 (hex) per model package name.</summary>
    public IReadOnlyDictionary<string, string> Models { get; init; } = new Dictionary<string, string>();

    /// <param name="models">SHA-256 (hex) per model package that had a part in the decision.</param>
    public static DecisionRecord Of(Decision decision, IReadOnlyDictionary<string, string> models) => new()
    {
        Index = decision.Index,
        Wish = decision.Wish,
        ObservationDigest = decision.ObservationDigest,
        SeedKey = decision.SeedKey.ToString("x16", CultureInfo.InvariantCulture),
        Attempts = decision.Attempts,
        Modes = decision.Modes is { } modes ? RecordedPlans.Of(modes) : null,
        Narrations = decision.Narrations,
        Scores = decision.Scores,
        Findings = decision.Guard?.Findings,
        Chosen = decision.Chosen,
        Rung = decision.Rung,
        Reason = decision.Reason,
        Question = decision.Question,
        Answers = decision.Answers is { Count: > 0 } answers ? answers : null,
        Timings = decision.Timings,
        Models = models,
    };

    /// <exception cref="ForewarnException">The line is not a decision record.</exception>
    public static DecisionRecord Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<DecisionRecord>(line, Json) is { Format: CurrentFormat } record
                ? record
                : throw Foreign("another format", null);
        }
        catch (JsonException e)
        {
            throw Foreign(e.Message, e);
        }
    }

    /// <summary>One line of JSON, without the line end.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <exception cref="ForewarnException">The recorded plans are damaged.</exception>
    public Decision ToDecision() => new(
        Index, Wish, ObservationDigest, ToSeedKey(),
        Attempts, Modes?.ToPlans(), Narrations, Scores, Findings is null ? null : new GuardReport(Findings),
        Chosen, Rung, Reason, Timings, Question, Answers);

    /// <summary>Key of the stream that the proposals were drawn from.</summary>
    /// <exception cref="ForewarnException">It is no key.</exception>
    internal ulong ToSeedKey() => ulong.TryParse(SeedKey, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong key)
        ? key
        : throw Foreign($"seed key '{SeedKey}'", null);

    private static ForewarnException Foreign(string found, Exception? cause) => ForewarnException.Of(
        "decision record", found, CurrentFormat, "Give a decision log.", ExitCode.Usage, cause);
}
