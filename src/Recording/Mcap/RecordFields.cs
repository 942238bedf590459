using System.Buffers.Binary;
using System.Text;

namespace Forewarn.Recording;

/// <summary>Reads the fields of one record. Running past its end sets <see cref="Failed"/> and gives zeros and empty text.</summary>
internal ref struct RecordFields(ReadOnlySpan<byte> content)
{
    private ReadOnlySpan<byte> _rest = content;

    public bool Failed { get; private set; }

    public readonly int Remaining => _rest.Length;

    public readonly ReadOnlySpan<byte> Rest => _rest;

    public byte Byte() => Take(1) is { Length: 1 } bytes ? bytes[0] : (byte)0;

    public ushort UInt16() => Take(2) is { Length: 2 } bytes ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : (ushort)0;

    public uint UInt32() => Take(4) is { Length: 4 } bytes ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : 0;

    public long Int64() => Take(8) is { Length: 8 } bytes ? BinaryPrimitives.ReadInt64LittleEndian(bytes) : 0;

    /// <summary>Bytes behind a 32-bit length: text, a map, an array.</summary>
    public ReadOnlySpan<byte> Block() => Take(UInt32());

    public string Text() => Encoding.UTF8.GetString(Block());

    public Dictionary<string, string> Map()
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var entries = new RecordFields(Block());
        while (entries.Remaining > 0 && !entries.Failed)
        {
            string key = entries.Text(), value = entries.Text();
            if (!entries.Failed) values[key] = value;
        }

        Failed |= entries.Failed;
        return values;
    }

    private ReadOnlySpan<byte> Take(long size)
    {
        if (size > _rest.Length)
        {
            Failed = true;
            _rest = default;
            return default;
        }

        var bytes = _rest[..(int)size];
        _rest = _rest[(int)size..];
        return bytes;
    }
}
