using System.Runtime.InteropServices;
using Forewarn.Core;
using Forewarn.Recording.SafeTensors;

namespace Forewarn.Learning.Training;

/// <summary>What a <see cref="SnapshotWriter"/> wrote.</summary>
public sealed class SnapshotReader : IDisposable
{
    private readonly SafeTensorsFile _file;
    private readonly string _path, _prefix;

    private SnapshotReader(SafeTensorsFile file, string path, string prefix) => (_file, _path, _prefix) = (file, path, prefix);

    /// <exception cref="ForewarnException">The file is missing, cut or no snapshot.</exception>
    public static SnapshotReader Open(string path) => new(SafeTensorsFile.Open(path), path, "");

    public IReadOnlyDictionary<string, string> Metadata => _file.Metadata;

    public SnapshotReader Part(string name) => new(_file, _path, $"{_prefix}{name}/");

    /// <summary>Restores a part of the whole.</summary>
    public void Restore(string name, ISnapshot part) => part.Load(Part(name));

    /// <summary>Number of elements of an array.</summary>
    public int Length(string name) => (int)_file.Entry(_prefix + name).Shape[0];

    public void Floats(string name, Span<float> values) => Read(name, values);

    public void Doubles(string name, Span<double> values) => Read(name, values);

    public void Longs(string name, Span<long> values) => Read(name, values);

    public byte[] Bytes(string name)
    {
        var bytes = new byte[Length(name)];
        Read(name, bytes.AsSpan());
        return bytes;
    }

    public long Long(string name)
    {
        Span<long> value = stackalloc long[1];
        Read(name, value);
        return value[0];
    }

    public void Dispose() => _file.Dispose();

    private void Read<T>(string name, Span<T> values) where T : struct
    {
        int found = Length(name);
        if (found != values.Length)
            throw ForewarnException.Of($"snapshot '{_path}', '{_prefix}{name}'", $"{found} numbers", $"{values.Length}",
                "Resume the run with the settings it was started with.", ExitCode.Usage);
        _file.Read(_prefix + name, MemoryMarshal.AsBytes(values));
    }
}
