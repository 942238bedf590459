using System.Text.Json;
using Forewarn.Core;
using Forewarn.Evaluation.Statistics;

namespace Forewarn.Evaluation.Curves;

/// <summary>The figures a training wrote to <c>metrics.jsonl</c>: one object a line with <c>step</c> and numbers by name.</summary>
public sealed class RunMetrics
{
    /// <summary>Name of the file in a run folder.</summary>
    public const string FileName = "metrics.jsonl";

    private readonly Dictionary<string, List<(double Step, double Value)>> _points;

    private RunMetrics(Dictionary<string, List<(double, double)>> points, int lines, int damaged) =>
        (_points, Lines, DamagedLines) = (points, lines, damaged);

    /// <summary>Names of all figures with at least one number.</summary>
    public IReadOnlyCollection<string> Names => _points.Keys;

    /// <summary>Lines that could be read.</summary>
    public int Lines { get; }

    /// <summary>Lines that are no such object, for example the last one of a run that was cut off; they are skipped.</summary>
    public int DamagedLines { get; }

    /// <summary>Empty when the run has no such figure. A figure that was null had no finite value then.</summary>
    public LearningCurve Curve(string name) => new(_points.GetValueOrDefault(name) ?? []);

    /// <exception cref="ForewarnException">The file cannot be read.</exception>
    public static RunMetrics Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        var points = new Dictionary<string, List<(double, double)>>(StringComparer.Ordinal);
        int lines = 0, damaged = 0;
        try
        {
            // A run under way has the file open for writing.
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file);
            while (reader.ReadLine() is { } line)
            {
                if (string.IsNullOrWhiteSpace(line)) continue;
                if (Take(line, points)) lines++;
                else damaged++;
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw ForewarnException.Of(
                $"'{path}'", fault.Message.TrimEnd('.'), "a file that can be read", "Name another run.", ExitCode.Usage, fault);
        }
        return new(points, lines, damaged);
    }

    private static bool Take(string line, Dictionary<string, List<(double, double)>> points)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("step", out var at)) return false;
            if (!at.TryGetDouble(out double step)) return false;
            foreach (var figure in root.EnumerateObject())
            {
                if (figure.Name == "step" || figure.Value.ValueKind != JsonValueKind.Number) continue;
                if (!points.TryGetValue(figure.Name, out var list)) points[figure.Name] = list = [];
                list.Add((step, figure.Value.GetDouble()));
            }
            return true;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
