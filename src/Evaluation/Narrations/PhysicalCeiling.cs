using System.Text.Json;
using Forewarn.Core;
using Forewarn.Evaluation.Runs;

namespace Forewarn.Evaluation.Narrations;

/// <summary>
/// What no prediction from pictures can beat: the share of outcomes that survive a displacement below their resolution.
/// </summary>
/// <param name="Replay">Over all episodes.</param>
/// <param name="ByOutcome">Per original outcome.</param>
public sealed record PhysicalCeiling(MetricInterval Replay, IReadOnlyDictionary<string, MetricInterval> ByOutcome)
{
    /// <summary>Reads what <c>data gate --json</c> wrote.</summary>
    /// <exception cref="ForewarnException">The file is missing or holds no replay.</exception>
    public static PhysicalCeiling Load(string path)
    {
        const string Fix = "Make one with data gate --json FILE and a displacement above 0.";
        if (!File.Exists(path)) throw ForewarnException.Of("ceiling", $"no file '{path}'", "the JSON of a data gate", Fix, ExitCode.Usage);
        try
        {
            var gate = JsonSerializer.Deserialize<GateFile>(File.ReadAllText(path), EvaluationJson.Line);
            return gate?.Replay is { Value: > 0 and <= 1 } replay
                ? new(replay, gate.ReplayByOutcome ?? [])
                : throw ForewarnException.Of($"ceiling '{path}'", "no share 'replay'", "the JSON of a data gate", Fix, ExitCode.Usage);
        }
        catch (JsonException e)
        {
            throw ForewarnException.Of($"ceiling '{path}'", "text that is no such JSON", "the JSON of a data gate", Fix, ExitCode.Usage, e);
        }
    }

    /// <summary>
    /// An accuracy as a share of the ceiling. The interval takes both at their unfavorable ends, so it is conservative.
    /// </summary>
    public CeilingShare Share(MetricInterval accuracy) => new(Replay, accuracy, new(
        accuracy.Value / Replay.Value, accuracy.Low / Replay.High,
        Replay.Low > 0 ? accuracy.High / Replay.Low : double.PositiveInfinity, accuracy.Count));

    private sealed record GateFile(MetricInterval? Replay, Dictionary<string, MetricInterval>? ReplayByOutcome);
}
