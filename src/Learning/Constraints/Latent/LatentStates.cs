using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Forewarn.Core;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Constraints.Latent;

/// <summary>
/// States as a world model sees or foresees them, with the truth of the simulator: how far from failure, what each fallback leads to,
/// whether failure is inevitable. N states of size Z, F fallbacks.
/// </summary>
public sealed class LatentStates
{
    private const string Format = "forewarn-latent-states/1", Pattern = "part-*.safetensors";

    private LatentStates(int size, int fallbacks, int count)
    {
        (Size, Fallbacks, Count) = (size, fallbacks, count);
        (Latents, Margins, Tails) = (new float[(long)count * size], new float[count], new float[count * fallbacks]);
        (Next, Episodes, Horizons) = (new long[count * fallbacks], new long[count], new long[count]);
        Truths = new LatentTruth[count];
    }

    /// <summary>Z.</summary>
    public int Size { get; }

    /// <summary>F.</summary>
    public int Fallbacks { get; }

    /// <summary>N.</summary>
    public int Count { get; }

    /// <summary><c>[N, Z]</c>.</summary>
    public float[] Latents { get; }

    /// <summary>l, above 0 outside of the failure set, <c>[N]</c>.</summary>
    public float[] Margins { get; }

    /// <summary>State one step of a fallback on, <c>[N, F]</c>; -1 where none was recorded.</summary>
    public long[] Next { get; }

    /// <summary>Least margin of the rest of a fallback whose next state was not recorded, <c>[N, F]</c>; NaN where that is unknown too.</summary>
    public float[] Tails { get; }

    /// <summary><c>[N]</c>.</summary>
    public LatentTruth[] Truths { get; }

    /// <summary>Number of the episode, <c>[N]</c>.</summary>
    public long[] Episodes { get; }

    /// <summary>Steps foreseen without looking, 0 for a state that was seen; -1 for a seen state along a fallback, <c>[N]</c>.</summary>
    public long[] Horizons { get; }

    /// <summary>SHA-256 (hex) over the hashes of the parts.</summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>Hash of the world model whose latents these are.</summary>
    public string WorldModelSha256 { get; private set; } = "";

    /// <summary>Command that recorded them.</summary>
    public string Command { get; private set; } = "";

    /// <summary>Whether anything is known of what a fallback does from here.</summary>
    public bool Knows(int state, int fallback) =>
        Next[state * Fallbacks + fallback] >= 0 || !float.IsNaN(Tails[state * Fallbacks + fallback]);

    public ReadOnlySpan<float> Latent(int state) => Latents.AsSpan(state * Size, Size);

    /// <summary>Whether a folder is such a data set.</summary>
    public static bool IsDataSet(string folder) => Directory.Exists(folder) && Directory.EnumerateFiles(folder, Pattern).Any();

    /// <summary>File of a part.</summary>
    public static string Part(string folder, int index) =>
        Path.Combine(folder, $"part-{index.ToString("D5", CultureInfo.InvariantCulture)}.safetensors");

    /// <summary>Writes one part, whole or not at all. Next states are counted from the part's first.</summary>
    public static void Write(string path, LatentStateList states, string worldModel, string command)
    {
        var snapshot = new SnapshotWriter();
        snapshot.Add("sizes", [states.Count, states.Size, states.Fallbacks]);
        snapshot.Add("latents", states.Latents.ToArray());
        snapshot.Add("margins", states.Margins.ToArray());
        snapshot.Add("tails", states.Tails.ToArray());
        snapshot.Add("next", states.Next.ToArray());
        snapshot.Add("episodes", states.Episodes.ToArray());
        snapshot.Add("horizons", states.Horizons.ToArray());
        snapshot.Add("truths", (byte[])[.. states.Truths.Select(t => (byte)t)]);
        snapshot.Write(path, new Dictionary<string, string> { ["format"] = Format, ["world_model"] = worldModel, ["command"] = command });
    }

    /// <summary>Reads all parts of a folder.</summary>
    /// <exception cref="ForewarnException">No such data set, a damaged part, or parts of different world models.</exception>
    public static LatentStates Load(string folder)
    {
        string[] paths = Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, Pattern).Order(StringComparer.Ordinal)] : [];
        if (paths.Length == 0) throw Fault(folder, "no parts", "a folder written by collect cup-safety");
        var parts = paths.Select(SnapshotReader.Open).ToArray();
        try
        {
            var sizes = parts.Select(Sizes).ToArray();
            var (size, fallbacks) = ((int)sizes[0][1], (int)sizes[0][2]);
            var all = new LatentStates(size, fallbacks, (int)sizes.Sum(s => s[0]))
            {
                WorldModelSha256 = parts[0].Metadata["world_model"], Command = parts[0].Metadata["command"], Sha256 = Hash(paths),
            };
            for (int p = 0, at = 0; p < parts.Length; at += (int)sizes[p++][0])
            {
                if (parts[p].Metadata["world_model"] != all.WorldModelSha256 || sizes[p][1] != size || sizes[p][2] != fallbacks)
                    throw Fault(paths[p], "latents of another world model", "one for the whole set");
                all.Take(parts[p], at, (int)sizes[p][0]);
            }
            return all;
        }
        finally
        {
            foreach (var part in parts) part.Dispose();
        }

        long[] Sizes(SnapshotReader part)
        {
            if (part.Metadata.GetValueOrDefault("format") is not Format) throw Fault(folder, "a file that is no part", Format);
            var values = new long[3];
            part.Longs("sizes", values);
            return values;
        }
    }

    private void Take(SnapshotReader part, int at, int count)
    {
        part.Floats("latents", Latents.AsSpan(at * Size, count * Size));
        part.Floats("margins", Margins.AsSpan(at, count));
        part.Floats("tails", Tails.AsSpan(at * Fallbacks, count * Fallbacks));
        var next = Next.AsSpan(at * Fallbacks, count * Fallbacks);
        part.Longs("next", next);
        foreach (ref long index in next)
            if (index >= 0) index += at;
        part.Longs("episodes", Episodes.AsSpan(at, count));
        part.Longs("horizons", Horizons.AsSpan(at, count));
        part.Bytes("truths").Select(t => (LatentTruth)t).ToArray().CopyTo(Truths, at);
    }

    private static string Hash(string[] paths)
    {
        var hashes = paths.Select(path =>
        {
            using var stream = File.OpenRead(path);
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        });
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(hashes))));
    }

    private static ForewarnException Fault(string what, string found, string wanted) =>
        ForewarnException.Of($"latent states '{what}'", found, wanted, "Record them again with collect cup-safety.", ExitCode.Usage);
}
