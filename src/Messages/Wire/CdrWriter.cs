using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Forewarn.Messages;

/// <summary>
/// Writes XCDR1 ("plain CDR"), little-endian, behind the 4-byte encapsulation header; alignment counts from the byte
/// after it. The buffer is pinned and reused.
/// </summary>
public sealed class CdrWriter
{
    private const int Header = 4;

    private byte[] _buffer;
    private int _length;

    public CdrWriter(int capacity = 1024)
    {
        _buffer = GC.AllocateUninitializedArray<byte>(Math.Max(capacity, Header), pinned: true);
        Reset();
    }

    /// <summary>Encapsulation header and everything written since <see cref="Reset"/>; valid until the next write.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    public void Reset()
    {
        (_buffer[0], _buffer[1], _buffer[2], _buffer[3]) = (0, 1, 0, 0);
        _length = Header;
    }

    public void Write<T>(T value) where T : unmanaged
    {
        int size = Unsafe.SizeOf<T>();
        Span<byte> place = Take(size, size);
        MemoryMarshal.Write(place, in value);
    }

    public void Write(bool value) => Take(1, 1)[0] = value ? (byte)1 : (byte)0;

    /// <summary>Length with the terminating zero, UTF-8, zero.</summary>
    public void Write(string? value)
    {
        int count = value is null ? 0 : Encoding.UTF8.GetByteCount(value);
        Write((uint)count + 1);
        Span<byte> place = Take(count + 1, 1);
        Encoding.UTF8.GetBytes(value ?? "", place);
        place[count] = 0;
    }

    /// <summary>An array of fixed length: the items alone.</summary>
    public void WriteArray<T>(ReadOnlySpan<T> items) where T : unmanaged
    {
        if (items.IsEmpty) return;
        MemoryMarshal.AsBytes(items).CopyTo(Take(items.Length * Unsafe.SizeOf<T>(), Unsafe.SizeOf<T>()));
    }

    /// <summary>A sequence: the count, then the items.</summary>
    public void WriteSequence<T>(ReadOnlySpan<T> items) where T : unmanaged
    {
        Write((uint)items.Length);
        WriteArray(items);
    }

    private Span<byte> Take(int size, int align)
    {
        int start = Header + (_length - Header + align - 1) / align * align, end = checked(start + size);
        if (end > _buffer.Length)
        {
            byte[] larger = GC.AllocateUninitializedArray<byte>(Math.Max(end, 2 * _buffer.Length), pinned: true);
            Bytes.CopyTo(larger);
            _buffer = larger;
        }
        _buffer.AsSpan(_length, start - _length).Clear();
        _length = end;
        return _buffer.AsSpan(start, size);
    }
}
