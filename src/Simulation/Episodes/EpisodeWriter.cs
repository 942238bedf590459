using System.Runtime.InteropServices;
using System.Text.Json;
using Forewarn.Core;

namespace Forewarn.Simulation.Episodes;

/// <summary>Appends episodes to a data set folder; reopening continues after the last complete episode.</summary>
public sealed class EpisodeWriter : IDisposable
{
    private readonly EpisodeHeader _header;
    private readonly FileStream _frames, _plans, _states;
    private readonly StreamWriter _lines;

    public EpisodeWriter(string folder, EpisodeHeader header)
    {
        string head = Path.Combine(folder, "dataset.json"), lines = Path.Combine(folder, "episodes.jsonl");
        string text = JsonSerializer.Serialize(header, EpisodeStore.Json);
        if (File.Exists(head) && File.ReadAllText(head) != text)
            throw ForewarnException.Of($"data set {folder}", "a data set made with other options", "an empty folder or the same options",
                "Choose another --out folder.", ExitCode.Usage);
        AtomicFile.WriteText(head, text);
        _header = header;
        Count = File.Exists(lines) ? File.ReadLines(lines).Count(l => l.EndsWith('}')) : 0;
        if (File.Exists(lines)) AtomicFile.WriteText(lines, string.Concat(File.ReadLines(lines).Take(Count).Select(line => line + "\n")));
        _frames = OpenAt(folder, "frames.u8", (long)Count * header.Frames * header.FrameBytes);
        _plans = OpenAt(folder, "plans.f32", 4L * Count * header.PlanSteps * header.PlanWidth);
        _states = OpenAt(folder, "states.f32", 4L * Count * header.Frames * header.StateSize);
        _lines = new StreamWriter(lines, append: true);
    }

    /// <summary>Complete episodes so far.</summary>
    public int Count { get; private set; }

    /// <param name="frames"><c>[F, cameras, size, size, 3]</c>.</param>
    /// <param name="plan"><c>[T, A]</c>.</param>
    /// <param name="states"><c>[F, S]</c>.</param>
    public void Append(EpisodeInfo info, ReadOnlySpan<byte> frames, ReadOnlySpan<float> plan, ReadOnlySpan<float> states)
    {
        Shape.Require("frames", frames.Length, ("F", _header.Frames), ("bytes", _header.FrameBytes));
        Shape.Require("plan", plan.Length, ("T", _header.PlanSteps), ("A", _header.PlanWidth));
        Shape.Require("states", states.Length, ("F", _header.Frames), ("S", _header.StateSize));
        _frames.Write(frames);
        _plans.Write(MemoryMarshal.AsBytes(plan));
        _states.Write(MemoryMarshal.AsBytes(states));
        foreach (var s in new[] { _frames, _plans, _states }) s.Flush();
        _lines.WriteLine(JsonSerializer.Serialize(info, EpisodeStore.Json));
        _lines.Flush();
        Count++;
    }

    private static FileStream OpenAt(string folder, string file, long length)
    {
        var s = new FileStream(Path.Combine(folder, file), FileMode.OpenOrCreate, FileAccess.Write);
        s.SetLength(length);
        s.Seek(0, SeekOrigin.End);
        return s;
    }

    public void Dispose()
    {
        _frames.Dispose();
        _plans.Dispose();
        _states.Dispose();
        _lines.Dispose();
    }
}
