using System.Text.Json;
using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>A calibration as a file: the threshold, what drift is measured against, and the models it holds for.</summary>
/// <param name="Greatest">Greatest probability of each calibration decision.</param>
/// <param name="Models">SHA-256 (hex) by package name of policy, world model and verifier.</param>
/// <param name="Command">How it was made.</param>
public sealed record ConformalCalibration(
    ConformalThreshold Threshold, IReadOnlyList<double> Greatest, IReadOnlyDictionary<string, string> Models, string Command)
{
    private static readonly JsonSerializerOptions s_json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    /// <exception cref="ForewarnException">The file is missing or damaged.</exception>
    public static ConformalCalibration Load(string path)
    {
        if (!File.Exists(path))
            throw ForewarnException.Of("asking.calibration", $"no file '{path}'", "a calibration", "Make one: forewarn eval asking --calibration FILE.", ExitCode.Usage);
        try
        {
            var read = JsonSerializer.Deserialize<ConformalCalibration>(File.ReadAllText(path), s_json);
            if (read is { Threshold: not null, Greatest.Count: > 0, Models: not null }) return read;
            throw new JsonException("no threshold, no decisions or no models");
        }
        catch (JsonException e)
        {
            throw ForewarnException.Of($"'{path}'", e.Message.TrimEnd('.'), "a calibration as eval asking writes it", "Make it again.", ExitCode.Usage, e);
        }
    }

    public void Save(string path) => AtomicFile.WriteText(path, JsonSerializer.Serialize(this, s_json) + "\n");

    /// <exception cref="ForewarnException">It was made with other models: its coverage says nothing about these.</exception>
    public void Require(IReadOnlyDictionary<string, string> models)
    {
        string[] other = [.. Models.Where(m => models.GetValueOrDefault(m.Key) != m.Value).Select(m => m.Key)];
        if (other.Length > 0)
            throw ForewarnException.Of("asking.calibration", $"a calibration of other {string.Join(", ", other)}", "one of the models in use",
                "Calibrate again: forewarn eval asking --calibration FILE. Or leave asking off: asking.calibration=\"\".", ExitCode.Usage);
    }
}
