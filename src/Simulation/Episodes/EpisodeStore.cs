using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Forewarn.Core;

namespace Forewarn.Simulation.Episodes;

/// <summary>
/// Recorded episodes on disk: <c>dataset.json</c>, <c>episodes.jsonl</c> and flat arrays <c>frames.u8</c>
/// <c>[E, F, cameras, size, size, 3]</c>, <c>plans.f32</c> <c>[E, T, A]</c>, <c>states.f32</c> <c>[E, F, S]</c>.
/// Episode lines are written last, so a killed collection leaves a shorter data set, never a broken one.
/// </summary>
public sealed class EpisodeStore : IDisposable
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };

    private readonly EpisodeHeader _header;
    private readonly EpisodeInfo[] _episodes;
    private readonly float[] _plans, _states;
    private readonly FileStream _frames;

    private EpisodeStore(string folder, EpisodeHeader header, EpisodeInfo[] episodes, string hash)
    {
        (_header, _episodes, Sha256, Folder) = (header, episodes, hash, folder);
        _frames = File.OpenRead(Path.Combine(folder, "frames.u8"));
        Require("frames.u8", _frames.Length, (long)Count * Frames * header.FrameBytes);
        _plans = ReadFloats("plans.f32", Count * PlanSteps * PlanWidth);
        _states = ReadFloats("states.f32", Count * Frames * StateSize);
    }

    public string Folder { get; }

    /// <summary>Task that the episodes are of.</summary>
    public string Task => _header.Task;

    public int Count => _episodes.Length;

    public int Frames => _header.Frames;

    public int Cameras => _header.Cameras;

    public int Size => _header.Size;

    public int StateSize => _header.StateSize;

    public int PlanSteps => _header.PlanSteps;

    public int PlanWidth => _header.PlanWidth;

    /// <summary>Hash of header and episode lines (seeds, scripts, labels): identifies the data.</summary>
    public string Sha256 { get; }

    /// <exception cref="ForewarnException">The folder is not a data set, or its arrays do not match its header.</exception>
    public static EpisodeStore Open(string folder)
    {
        string head = Path.Combine(folder, "dataset.json"), lines = Path.Combine(folder, "episodes.jsonl");
        if (!File.Exists(head) || !File.Exists(lines))
            throw ForewarnException.Of($"data set {folder}", "no dataset.json with episodes.jsonl", "a recorded data set",
                "Record one with `forewarn collect`.", ExitCode.Usage);
        try
        {
            string headText = File.ReadAllText(head);
            var text = File.ReadAllLines(lines);
            var header = JsonSerializer.Deserialize<EpisodeHeader>(headText, Json)!;
            var episodes = text.Select(l => JsonSerializer.Deserialize<EpisodeInfo>(l, Json)!).ToArray();
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes(headText + string.Join('\n', text)));
            return new(folder, header, episodes, Convert.ToHexStringLower(hash));
        }
        catch (JsonException e)
        {
            throw ForewarnException.Of($"data set {folder}", $"unreadable JSON ({e.Message})", "the header and episode lines",
                "Collect the data again.", cause: e);
        }
    }

    public EpisodeInfo Info(int episode) => _episodes[episode];

    /// <summary>Plan <c>[T, A]</c> in physical units.</summary>
    public ReadOnlySpan<float> Plan(int episode) => _plans.AsSpan(episode * PlanSteps * PlanWidth, PlanSteps * PlanWidth);

    /// <summary>Proprioception <c>[F, S]</c>.</summary>
    public ReadOnlySpan<float> States(int episode) => _states.AsSpan(episode * Frames * StateSize, Frames * StateSize);

    /// <param name="rgb">Receives <c>[cameras, size, size, 3]</c>, top row first.</param>
    public void ReadFrame(int episode, int frame, Span<byte> rgb)
    {
        Shape.Require("frame buffer", rgb.Length, ("cameras", Cameras), ("H", Size), ("W", Size), ("C", 3));
        RandomAccess.Read(_frames.SafeFileHandle, rgb, ((long)episode * Frames + frame) * _header.FrameBytes);
    }

    private float[] ReadFloats(string file, int count)
    {
        var values = new float[count];
        using var stream = File.OpenRead(Path.Combine(Folder, file));
        Require(file, stream.Length, 4L * count);
        stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    // A killed collection may leave the arrays longer than the episode lines; shorter is damage.
    private void Require(string file, long found, long wanted)
    {
        if (found < wanted)
            throw ForewarnException.Of($"data set {Folder}: {file}", $"{found} bytes", $"{wanted} bytes for {Count} episodes",
                "The file was truncated: collect the data again.");
    }

    public void Dispose() => _frames.Dispose();
}
