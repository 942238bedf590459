using System.Runtime.InteropServices;
using Forewarn.Core;
using Forewarn.Recording.SafeTensors;

namespace Forewarn.Learning.Training;

/// <summary>Gathers named arrays, and writes them whole or not at all as one safetensors file.</summary>
public sealed class SnapshotWriter
{
    private readonly List<TensorData> _tensors;
    private readonly string _prefix;

    public SnapshotWriter() => (_tensors, _prefix) = ([], "");

    private SnapshotWriter(List<TensorData> tensors, string prefix) => (_tensors, _prefix) = (tensors, prefix);

    /// <summary>A part with names of its own.</summary>
    public SnapshotWriter Part(string name) => new(_tensors, $"{_prefix}{name}/");

    /// <summary>Saves a part of the whole under <paramref name="name"/>.</summary>
    public void Add(string name, ISnapshot part) => part.Save(Part(name));

    public void Add(string name, ReadOnlySpan<float> values) => Add(name, TensorDtype.F32, values.Length, MemoryMarshal.AsBytes(values));

    public void Add(string name, ReadOnlySpan<double> values) => Add(name, TensorDtype.F64, values.Length, MemoryMarshal.AsBytes(values));

    public void Add(string name, ReadOnlySpan<byte> values) => Add(name, TensorDtype.U8, values.Length, values);

    public void Add(string name, ReadOnlySpan<long> values) => Add(name, TensorDtype.I64, values.Length, MemoryMarshal.AsBytes(values));

    public void Add(string name, long value) => Add(name, [value]);

    /// <param name="metadata">Text beside the arrays, for example what the run was started with.</param>
    /// <exception cref="ForewarnException">The place cannot be written or the disk is full.</exception>
    public void Write(string path, IReadOnlyDictionary<string, string> metadata) =>
        AtomicFile.Write(path, stream => SafeTensorsWriter.Write(stream, _tensors, metadata));

    private void Add(string name, TensorDtype type, int length, ReadOnlySpan<byte> bytes) =>
        _tensors.Add(new(_prefix + name, type, [length], bytes.ToArray()));
}
