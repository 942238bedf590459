using System.Buffers.Binary;
using Forewarn.Core;
using Microsoft.Win32.SafeHandles;

namespace Forewarn.Recording.SafeTensors;

/// <summary>
/// One open safetensors file: the header is read and checked at once, tensors when they are asked for. Reading from
/// several threads is safe.
/// </summary>
public sealed class SafeTensorsFile : IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly string _path;
    private readonly long _dataStart;
    private readonly Dictionary<string, TensorEntry> _byName;

    private SafeTensorsFile(string path, SafeFileHandle handle)
    {
        (_path, _handle) = (path, handle);
        long length = RandomAccess.GetLength(handle);
        Span<byte> word = stackalloc byte[8];
        if (length < 8) throw SafeTensorsFault.Of(path, $"{length} bytes", "a header length of 8 bytes at least");
        ReadExactly(word, 0);
        ulong size = BinaryPrimitives.ReadUInt64LittleEndian(word);
        if (size > SafeTensorsHeader.MostBytes) throw SafeTensorsFault.Of(path, $"a header of {size} bytes", "100 MB at most");
        if (size > (ulong)(length - 8)) throw SafeTensorsFault.Of(path, $"a header of {size} bytes in a file of {length}", "a complete file");
        var header = new byte[size];
        ReadExactly(header, 8);
        _dataStart = 8 + (long)size;
        (var tensors, var metadata) = SafeTensorsHeader.Parse(path, header, length - _dataStart);
        (Tensors, Metadata, _byName) = (tensors, metadata, tensors.ToDictionary(t => t.Name));
    }

    /// <summary>In the order of their data.</summary>
    public IReadOnlyList<TensorEntry> Tensors { get; }

    /// <summary>The header's <c>__metadata__</c>; empty when it has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <exception cref="ForewarnException">The file is missing, damaged or of another kind.</exception>
    public static SafeTensorsFile Open(string path)
    {
        SafeFileHandle? handle = null;
        try
        {
            handle = File.OpenHandle(path, options: FileOptions.RandomAccess);
            return new(path, handle);
        }
        catch (Exception fault)
        {
            handle?.Dispose();
            if (fault is IOException or UnauthorizedAccessException) throw Unreadable(path, fault);
            throw;
        }
    }

    public bool Contains(string name) => _byName.ContainsKey(name);

    /// <exception cref="ForewarnException">No tensor of that name.</exception>
    public TensorEntry Entry(string name) => _byName.TryGetValue(name, out var entry)
        ? entry
        : throw ForewarnException.Of($"safetensors '{_path}'", $"no tensor '{name}'", "it among the tensors",
            "Use the file of the same network.", ExitCode.Usage);

    /// <summary>Reads the raw elements, little endian.</summary>
    /// <param name="name">Tensor to read.</param>
    /// <param name="bytes">As long as the tensor: <see cref="TensorEntry.ByteLength"/>.</param>
    /// <exception cref="ForewarnException">No such tensor, another length, or the file became shorter.</exception>
    public void Read(string name, Span<byte> bytes)
    {
        var entry = Entry(name);
        Shape.Require($"buffer for '{name}'", bytes.Length, ("bytes", entry.ByteLength));
        try
        {
            ReadExactly(bytes, _dataStart + entry.Begin);
        }
        catch (IOException fault)
        {
            throw Unreadable(_path, fault);
        }
    }

    /// <summary>Reads a floating-point tensor (F16, BF16, F32, F64) as floats.</summary>
    /// <param name="name">Tensor to read.</param>
    /// <param name="values">As many as the tensor has: <see cref="TensorEntry.Count"/>.</param>
    /// <exception cref="ForewarnException">As <see cref="Read"/>, or the tensor holds no such type.</exception>
    public void ReadFloats(string name, Span<float> values)
    {
        var entry = Entry(name);
        Shape.Require($"buffer for '{name}'", values.Length, ("elements", entry.Count));
        TensorFloats.Read(this, entry, values);
    }

    /// <summary>As <see cref="ReadFloats(string, Span{float})"/>, into a new array.</summary>
    public float[] ReadFloats(string name)
    {
        long count = Entry(name).Count;
        if (count > Array.MaxLength)
            throw ForewarnException.Of($"tensor '{name}'", $"{count} elements", $"{Array.MaxLength} at most in one array", "Read it in parts.");
        var values = new float[count];
        ReadFloats(name, values);
        return values;
    }

    public void Dispose() => _handle.Dispose();

    /// <summary>Reads a part of a tensor's bytes.</summary>
    internal void ReadPart(TensorEntry entry, long from, Span<byte> bytes) => ReadExactly(bytes, _dataStart + entry.Begin + from);

    private void ReadExactly(Span<byte> bytes, long offset)
    {
        while (bytes.Length > 0)
        {
            int read = RandomAccess.Read(_handle, bytes, offset);
            if (read == 0) throw SafeTensorsFault.Of(_path, $"the end of the file at byte {offset}", $"{bytes.Length} bytes more");
            bytes = bytes[read..];
            offset += read;
        }
    }

    private static ForewarnException Unreadable(string path, Exception fault) => fault is FileNotFoundException or DirectoryNotFoundException
        ? ForewarnException.Of($"safetensors '{path}'", "no such file", "a file that is there", "Check the name.", ExitCode.Usage, fault)
        : SafeTensorsFault.Of(path, fault.Message.TrimEnd('.'), "a file that can be read", fault);
}
