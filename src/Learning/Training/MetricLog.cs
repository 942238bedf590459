using System.Text.Json;
using Forewarn.Core;

namespace Forewarn.Learning.Training;

/// <summary>
/// Appends figures to <c>metrics.jsonl</c> (one object per line with <c>step</c>) and to a TensorBoard event file.
/// </summary>
public sealed class MetricLog : IDisposable
{
    private readonly string path;
    private readonly FileStream lines;
    private readonly TensorBoardWriter events;

    /// <param name="resumeStep">Lines beyond this step come from work that was lost and are dropped.</param>
    /// <exception cref="ForewarnException">The folder cannot be written.</exception>
    public MetricLog(RunFolder folder, TimeProvider time, long resumeStep = 0)
    {
        path = folder.File("metrics.jsonl");
        if (File.Exists(path)) DropBeyond(resumeStep);
        try
        {
            lines = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
            events = new TensorBoardWriter(folder.Path, time);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw AtomicFile.Unwritable(path, e);
        }
    }

    /// <exception cref="ForewarnException">The disk is full.</exception>
    public void Append(long step, IReadOnlyDictionary<string, double> figures)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("step", step);
            foreach (var (name, value) in figures)
            {
                if (double.IsFinite(value)) json.WriteNumber(name, value);
                else json.WriteNull(name);
            }
            json.WriteEndObject();
        }
        buffer.WriteByte((byte)'\n');
        try
        {
            lines.Write(buffer.GetBuffer(), 0, (int)buffer.Length);
            lines.Flush();
            events.Append(step, figures);
        }
        catch (IOException e)
        {
            throw AtomicFile.Unwritable(path, e);
        }
    }

    public void Dispose()
    {
        lines.Dispose();
        events.Dispose();
    }

    private void DropBeyond(long step)
    {
        var kept = File.ReadLines(path).Where(l => StepOf(l) is { } s && s <= step).ToArray();
        AtomicFile.WriteText(path, string.Concat(kept.Select(l => l + "\n")));
    }

    /// <summary>Null for a line cut off by a crash.</summary>
    private static long? StepOf(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.GetProperty("step").GetInt64();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
