using System.Buffers;
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write<T>(T value) where T : unmanaged
    {
        int size = Unsafe.SizeOf<T>();
        Unsafe.WriteUnaligned(ref Reserve(size, size), value);
    }

    public void Write(bool value) => Write(value ? (byte)1 : (byte)0);

    /// <summary>Length with the terminating zero, UTF-8, zero.</summary>
    /// <param name="bound">Most bytes; 0 for no bound.</param>
    /// <exception cref="ArgumentException">The text is longer than its bound.</exception>
    public void Write(string? value, int bound = 0)
    {
        value ??= "";
        int before = _length;
        Span<byte> place = Take(4 + value.Length + 1, 4);
        // Names and codes are ASCII: one pass. Other text must be measured first.
        if (Ascii.FromUtf16(value, place[4..^1], out int count) != OperationStatus.Done)
        {
            _length = before;
            count = Encoding.UTF8.GetByteCount(value);
            place = Take(4 + count + 1, 4);
            Encoding.UTF8.GetBytes(value, place[4..]);
        }

        if (bound > 0 && count > bound) throw TooLong(count, "bytes of text", bound);
        MemoryMarshal.Write(place, (uint)count + 1);
        place[^1] = 0;
    }

    /// <param name="bound">Most strings; 0 for no bound.</param>
    /// <param name="textBound">Most bytes of each; 0 for no bound.</param>
    /// <exception cref="ArgumentException">There are more than the bound allows, or one is longer than its own.</exception>
    public void WriteStrings(Sequence<string> items, int bound = 0, int textBound = 0)
    {
        WriteCount(items.Count, bound);
        WriteStrings(items.Span, textBound);
    }

    /// <summary>A fixed array of strings.</summary>
    public void WriteStrings(ReadOnlySpan<string> items, int textBound = 0)
    {
        foreach (string item in items) Write(item, textBound);
    }

    /// <summary>The count that opens a sequence.</summary>
    /// <exception cref="ArgumentException">It exceeds the bound; 0 is none.</exception>
    public void WriteCount(int count, int bound = 0)
    {
        if (bound > 0 && count > bound) throw TooLong(count, "items", bound);
        Write((uint)count);
    }

    /// <summary>An array of fixed length: the items alone.</summary>
    public void WriteArray<T>(ReadOnlySpan<T> items) where T : unmanaged
    {
        if (items.IsEmpty) return;
        MemoryMarshal.AsBytes(items).CopyTo(Take(items.Length * Unsafe.SizeOf<T>(), Unsafe.SizeOf<T>()));
    }

    /// <summary>A sequence: the count, then the items.</summary>
    /// <exception cref="ArgumentException">There are more than the bound allows; 0 is none.</exception>
    public void WriteSequence<T>(ReadOnlySpan<T> items, int bound = 0) where T : unmanaged
    {
        WriteCount(items.Length, bound);
        WriteArray(items);
    }

    /// <summary>Appends <paramref name="size"/> bytes whose content the caller sets, all of them, and gives the first.</summary>
    /// <param name="align">A power of two.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref byte Reserve(int size, int align)
    {
        int start = Header + ((_length - Header + align - 1) & -align), end = start + size;
        if (end > _buffer.Length || end < start) Grow(end);
        ref byte first = ref MemoryMarshal.GetArrayDataReference(_buffer);
        // Padding lies between; it is at most 7 bytes.
        for (int at = _length; at < start; at++) Unsafe.Add(ref first, at) = 0;
        _length = end;
        return ref Unsafe.Add(ref first, start);
    }

    private Span<byte> Take(int size, int align) => MemoryMarshal.CreateSpan(ref Reserve(size, align), size);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int end)
    {
        if (end < 0) throw new InvalidOperationException("message: found more than 2 GiB, wanted less. Split it.");
        byte[] larger = GC.AllocateUninitializedArray<byte>((int)Math.Min(Math.Max(end, 2L * _buffer.Length), Array.MaxLength), pinned: true);
        Bytes.CopyTo(larger);
        _buffer = larger;
    }

    private static ArgumentException TooLong(int count, string what, int bound) =>
        new($"message to write: found {count} {what}, wanted at most {bound}, the bound of the definition. Shorten it.");
}
