using System.Buffers.Binary;
using System.Text;

namespace Forewarn.Recording;

/// <summary>Builds MCAP records, little-endian, in memory that is kept.</summary>
internal sealed class RecordBuffer(int capacity = 256)
{
    private byte[] _bytes = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Opens a record; <see cref="End"/> closes it.</summary>
    public int Begin(McapOpcode opcode)
    {
        int start = Length;
        Byte((byte)opcode);
        UInt64(0);
        return start;
    }

    public void End(int start) =>
        BinaryPrimitives.WriteUInt64LittleEndian(_bytes.AsSpan(start + 1), (ulong)(Length - start - McapFormat.RecordHead));

    /// <summary>Opens a map or array, whose byte length comes first.</summary>
    public int BeginBlock()
    {
        UInt32(0);
        return Length;
    }

    public void EndBlock(int start) => BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(start - 4), (uint)(Length - start));

    public void Byte(byte value) => Take(1)[0] = value;

    public void UInt16(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Take(2), value);

    public void UInt32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Take(4), value);

    public void UInt64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Take(8), value);

    public void Int64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(8), value);

    public void Text(string value)
    {
        int start = BeginBlock();
        Encoding.UTF8.GetBytes(value, Take(Encoding.UTF8.GetByteCount(value)));
        EndBlock(start);
    }

    public void Raw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    public void Map(IReadOnlyDictionary<string, string> values)
    {
        int start = BeginBlock();
        foreach (var (key, value) in values)
        {
            Text(key);
            Text(value);
        }

        EndBlock(start);
    }

    /// <summary>Room for <paramref name="size"/> bytes, of which <see cref="Advance"/> says how many were used.</summary>
    public Span<byte> Room(int size)
    {
        if (_bytes.Length - Length < size)
            Array.Resize(ref _bytes, (int)Math.Min(Math.Max(2L * _bytes.Length, (long)Length + size), Array.MaxLength));
        return _bytes.AsSpan(Length);
    }

    public void Advance(int size) => Length += size;

    private Span<byte> Take(int size)
    {
        var place = Room(size)[..size];
        Length += size;
        return place;
    }
}
