using System.Globalization;
using Forewarn.Core;

namespace Forewarn.Learning.Training;

/// <summary>
/// Everything a run needs to go on bit-exactly, in one safetensors file: every parameter by name, its moving average
/// (<c>ema/…</c>), the optimizer's moments (<c>optimizer/…</c>) and, as metadata, the step and the seed.
/// </summary>
public static class Checkpoint
{
    private const string EmaPrefix = "ema/";
    private const string First = "optimizer/first-moment", Second = "optimizer/second-moment";

    /// <summary>Writes the checkpoint whole or not at all.</summary>
    /// <exception cref="ForewarnException">The place cannot be written or the disk is full.</exception>
    public static void Write(string path, long step, ulong seed, ParameterStore parameters, AdamW optimizer,
        ParameterStore? average)
    {
        var tensors = new List<(string, long[], float[])>();
        Add("", parameters);
        if (average is not null) Add(EmaPrefix, average);
        tensors.Add((First, [parameters.Count], optimizer.FirstMoment.data<float>().ToArray()));
        tensors.Add((Second, [parameters.Count], optimizer.SecondMoment.data<float>().ToArray()));
        var metadata = new Dictionary<string, string>
        {
            ["format"] = "forewarn-checkpoint/1",
            ["step"] = step.ToString(CultureInfo.InvariantCulture),
            ["updates"] = optimizer.Updates.ToString(CultureInfo.InvariantCulture),
            ["seed"] = seed.ToString(CultureInfo.InvariantCulture),
        };
        AtomicFile.Write(path, stream => FloatTensors.Write(stream, tensors, metadata));

        void Add(string prefix, ParameterStore store)
        {
            foreach (var name in store.Names)
                tensors.Add((prefix + name, [.. store.ShapeOf(name)], store.Export(name)));
        }
    }

    /// <summary>Restores a run.</summary>
    /// <returns>The number of updates done and the seed of the run.</returns>
    /// <exception cref="ForewarnException">The file is damaged or of another network.</exception>
    public static (long Step, ulong Seed) Restore(string path, ParameterStore parameters, AdamW optimizer,
        ParameterStore? average)
    {
        var (tensors, metadata) = FloatTensors.Read(path);
        Import(path, tensors, "", parameters);
        if (average is not null) Import(path, tensors, EmaPrefix, average);
        ParameterStore.WriteFlat(optimizer.FirstMoment, Get(path, tensors, First, parameters.Count), 0);
        ParameterStore.WriteFlat(optimizer.SecondMoment, Get(path, tensors, Second, parameters.Count), 0);
        optimizer.Updates = long.Parse(metadata["updates"], CultureInfo.InvariantCulture);
        return (long.Parse(metadata["step"], CultureInfo.InvariantCulture),
            ulong.Parse(metadata["seed"], CultureInfo.InvariantCulture));
    }

    /// <summary>
    /// Loads only the weights, the moving average where the checkpoint has one; for export and evaluation.
    /// </summary>
    /// <returns>The number of updates done.</returns>
    /// <exception cref="ForewarnException">The file is damaged or of another network.</exception>
    public static long LoadWeights(string path, ParameterStore parameters, bool preferAverage = true)
    {
        var (tensors, metadata) = FloatTensors.Read(path);
        bool averaged = preferAverage && tensors.Keys.Any(k => k.StartsWith(EmaPrefix, StringComparison.Ordinal));
        Import(path, tensors, averaged ? EmaPrefix : "", parameters);
        return long.Parse(metadata["step"], CultureInfo.InvariantCulture);
    }

    private static void Import(string path, Dictionary<string, (long[] Shape, float[] Data)> tensors, string prefix,
        ParameterStore target)
    {
        foreach (var name in target.Names)
        {
            var data = Get(path, tensors, prefix + name, target.ShapeOf(name).Aggregate(1L, (a, b) => a * b));
            if (!tensors[prefix + name].Shape.SequenceEqual(target.ShapeOf(name))) throw Mismatch(path, prefix + name);
            target.Import(name, data);
        }
    }

    private static float[] Get(
        string path, Dictionary<string, (long[] Shape, float[] Data)> tensors, string name, long count) =>
        tensors.TryGetValue(name, out var found) && found.Data.LongLength == count
            ? found.Data
            : throw Mismatch(path, name);

    private static ForewarnException Mismatch(string path, string name) => new(
        $"checkpoint '{path}': tensor '{name}' is missing or of another shape. It was written by a network with other " +
        "options; use those in the run's config.yaml.", ExitCode.Usage);
}
