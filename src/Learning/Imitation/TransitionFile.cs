using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Forewarn.Core;
using Forewarn.Recording.SafeTensors;

namespace Forewarn.Learning.Imitation;

/// <summary>
/// A data set as one safetensors file: <c>states [T, S]</c>, <c>actions [T, A]</c>, <c>next_states [T, S]</c>, <c>rewards [T]</c>,
/// <c>continues [T]</c> as F32, <c>starts [E]</c> as I64, <c>snapshots [T, bytes]</c> as U8; its origin is in the header's text.
/// </summary>
public static class TransitionFile
{
    private const string Format = "forewarn-transitions/1";

    /// <summary>Writes the whole file or nothing.</summary>
    /// <exception cref="ForewarnException">The place cannot be written or the disk is full.</exception>
    public static void Write(string path, TransitionSet set, TransitionSetInfo info)
    {
        List<TensorData> tensors =
        [
            Floats("states", set.States, set.Count, set.StateSize), Floats("actions", set.Actions, set.Count, set.ActionSize),
            Floats("next_states", set.NextStates, set.Count, set.StateSize), Floats("rewards", set.Rewards, set.Count),
            Floats("continues", set.Continues, set.Count),
            new("starts", TensorDtype.I64, [set.Starts.Count], MemoryMarshal.AsBytes<long>([.. set.Starts.Select(s => (long)s)]).ToArray()),
        ];
        if (set.HasSnapshots)
            tensors.Add(new("snapshots", TensorDtype.U8, [set.Count, set.Snapshot(0).Length], set.Snapshots.ToArray()));
        var metadata = new Dictionary<string, string>
        {
            ["format"] = Format,
            ["environment"] = info.Environment,
            ["quality"] = info.Quality.ToString(),
            ["policy"] = info.Policy,
            ["seed"] = info.Seed.ToString(CultureInfo.InvariantCulture),
            ["command"] = info.Command,
            ["returns"] = string.Join(' ', info.Returns.Select(r => r.ToString("R", CultureInfo.InvariantCulture))),
        };
        AtomicFile.Write(path, stream => SafeTensorsWriter.Write(stream, tensors, metadata));
    }

    /// <exception cref="ForewarnException">The file is missing, cut, no such data set, or what it holds is not sound.</exception>
    public static RecordedTransitions Read(string path)
    {
        using var file = SafeTensorsFile.Open(path);
        string format = Text(file, path, "format");
        if (format != Format) throw Fault(path, $"format '{format}'", Format);
        int[] sizes = Shape(file, path, "states", 2);
        int count = sizes[0], width = sizes[1], snapshot = file.Contains("snapshots") ? Shape(file, path, "snapshots", 2)[1] : 0;
        RequireRows("actions", 2);
        RequireRows("next_states", 2);
        RequireRows("rewards", 1);
        RequireRows("continues", 1);
        if (snapshot > 0) RequireRows("snapshots", 2);
        var starts = new long[Shape(file, path, "starts", 1)[0]];
        file.Read("starts", MemoryMarshal.AsBytes(starts.AsSpan()));
        RequireStarts(path, starts, count);
        var snapshots = new byte[(long)count * snapshot];
        if (snapshot > 0) file.Read("snapshots", snapshots);
        var info = Info(file, path);
        if (info.Returns.Count != starts.Length) throw Fault(path, $"{info.Returns.Count} returns of {starts.Length} episodes", "one each");
        var set = new TransitionSet(width, Shape(file, path, "actions", 2)[1], Values("states"), Values("actions"), Values("next_states"),
            Values("rewards"), Values("continues"), [.. starts.Select(s => (int)s)], snapshots);
        return new(set, info, Hash(path));

        void RequireRows(string name, int axes)
        {
            int rows = Shape(file, path, name, axes)[0];
            if (rows != count) throw Fault(path, $"{rows} rows of {name} beside {count} of states", "as many");
        }

        float[] Values(string name)
        {
            float[] values = file.ReadFloats(name);
            int bad = Array.FindIndex(values, v => !float.IsFinite(v));
            return bad < 0 ? values : throw Fault(path, $"{values[bad]} in {name}, row {bad / (values.Length / count)}", "finite numbers");
        }
    }

    private static TransitionSetInfo Info(SafeTensorsFile file, string path)
    {
        if (!ulong.TryParse(Text(file, path, "seed"), CultureInfo.InvariantCulture, out ulong seed))
            throw Fault(path, "a seed that is none", "a number");
        var returns = new List<double>();
        foreach (string word in Text(file, path, "returns").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
                throw Fault(path, $"return '{word}'", "a number");
            returns.Add(value);
        }
        return new(Text(file, path, "environment"), DemonstrationQuality.Parse(Text(file, path, "quality"), $"quality of '{path}'"),
            Text(file, path, "policy"), seed, Text(file, path, "command"), returns);
    }

    private static void RequireStarts(string path, long[] starts, int count)
    {
        for (int e = 0; e < starts.Length; e++)
        {
            long before = e == 0 ? -1 : starts[e - 1];
            if (starts[e] <= before || starts[e] >= count || (e == 0 && starts[e] != 0))
                throw Fault(path, $"episode {e} starting at transition {starts[e]}", $"ascending starts from 0 below {count}");
        }
        if (starts.Length == 0 || count == 0) throw Fault(path, "no transitions", "at least one episode");
    }

    private static int[] Shape(SafeTensorsFile file, string path, string name, int axes)
    {
        if (!file.Contains(name)) throw Fault(path, $"no '{name}'", "a complete data set");
        var entry = file.Entry(name);
        var dtype = name switch { "starts" => TensorDtype.I64, "snapshots" => TensorDtype.U8, _ => TensorDtype.F32 };
        if (entry.Shape.Count != axes || entry.Dtype != dtype)
            throw Fault(path, $"'{name}' of {entry.Dtype} [{string.Join(", ", entry.Shape)}]", $"{dtype} with {axes} axes");
        return [.. entry.Shape.Select(n => checked((int)n))];
    }

    private static string Text(SafeTensorsFile file, string path, string key) =>
        file.Metadata.TryGetValue(key, out string? text)
            ? text
            : throw Fault(path, $"no '{key}' in the header", "a data set written by collect demos");

    private static string Hash(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static TensorData Floats(string name, ReadOnlySpan<float> values, params long[] shape) =>
        new(name, TensorDtype.F32, shape, MemoryMarshal.AsBytes(values).ToArray());

    private static ForewarnException Fault(string path, string found, string wanted) =>
        ForewarnException.Of($"data set '{path}'", found, wanted, "Record it again with collect demos.", ExitCode.Usage);
}
