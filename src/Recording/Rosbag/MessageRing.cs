using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Forewarn.Recording;

/// <summary>
/// A preallocated ring of messages from many threads to one. Putting never waits: a place is claimed with one exchange and
/// filled, and what does not fit is refused.
/// </summary>
internal sealed class MessageRing
{
    // Commit word, log time, publish time; places are multiples of 8, so a word never wraps around.
    private const int Head = 24;

    private readonly byte[] _bytes;
    private readonly long _mask;

    // Bytes ever claimed, and ever given back. Claimed places whose commit word is still 0 are being filled.
    private long _claimed, _released;

    /// <param name="capacity">Bytes; rounded up to a power of two.</param>
    public MessageRing(int capacity)
    {
        _bytes = new byte[BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(capacity, 1 << 12, 1 << 30))];
        _mask = _bytes.Length - 1;
        // The first messages would otherwise pay for the pages.
        for (int page = 0; page < _bytes.Length; page += 4096) Volatile.Write(ref _bytes[page], 0);
    }

    public bool IsEmpty => Volatile.Read(ref _claimed) == Volatile.Read(ref _released);

    /// <summary>Whether more than half is taken.</summary>
    public bool IsFilling => Volatile.Read(ref _claimed) - Volatile.Read(ref _released) > _bytes.Length / 2;

    /// <summary>False where it is full. Any thread.</summary>
    public bool TryPut(int topic, long logTime, long publishTime, ReadOnlySpan<byte> data)
    {
        long size = PlaceOf(data.Length), start = Volatile.Read(ref _claimed);
        while (true)
        {
            if (start + size - Volatile.Read(ref _released) > _bytes.Length) return false;
            long seen = Interlocked.CompareExchange(ref _claimed, start + size, start);
            if (seen == start) break;
            start = seen;
        }

        BinaryPrimitives.WriteInt64LittleEndian(Word(start + 8), logTime);
        BinaryPrimitives.WriteInt64LittleEndian(Word(start + 16), publishTime);
        var first = Rest(start + Head, data.Length);
        data[..first.Length].CopyTo(first);
        data[first.Length..].CopyTo(_bytes);
        Volatile.Write(ref Commit(start), ((topic + 1L) << 32) | (uint)data.Length);
        return true;
    }

    /// <summary>The oldest message, if it is complete. One thread alone; <see cref="Release"/> follows.</summary>
    /// <param name="scratch">Holds the data of a message that wraps around the end; grown here.</param>
    public bool TryPeek(ref byte[] scratch, out int topic, out long logTime, out long publishTime, out ReadOnlySpan<byte> data)
    {
        long start = _released, word = IsEmpty ? 0 : Volatile.Read(ref Commit(start));
        (topic, logTime, publishTime) = (0, 0, 0);
        data = default;
        if (word == 0) return false;
        topic = (int)(word >> 32) - 1;
        int length = (int)word;
        logTime = BinaryPrimitives.ReadInt64LittleEndian(Word(start + 8));
        publishTime = BinaryPrimitives.ReadInt64LittleEndian(Word(start + 16));
        var first = Rest(start + Head, length);
        data = first;
        if (first.Length == length) return true;
        if (scratch.Length < length) scratch = new byte[BitOperations.RoundUpToPowerOf2((uint)length)];
        first.CopyTo(scratch);
        _bytes.AsSpan(0, length - first.Length).CopyTo(scratch.AsSpan(first.Length));
        data = scratch.AsSpan(0, length);
        return true;
    }

    /// <summary>Gives the place of the oldest message back.</summary>
    /// <param name="length">Of its data.</param>
    public void Release(int length)
    {
        // Any place may become a commit word in the next round, so nothing old may stay.
        long start = _released, size = PlaceOf(length);
        var first = Rest(start, (int)size);
        first.Clear();
        _bytes.AsSpan(0, (int)size - first.Length).Clear();
        Volatile.Write(ref _released, start + size);
    }

    private static long PlaceOf(int length) => (Head + (long)length + 7) & ~7L;

    private Span<byte> Word(long position) => _bytes.AsSpan((int)(position & _mask), 8);

    private ref long Commit(long position) =>
        ref Unsafe.As<byte, long>(ref _bytes[position & _mask]);

    /// <summary>At most <paramref name="length"/> bytes from a position to the end of the ring.</summary>
    private Span<byte> Rest(long position, int length)
    {
        int start = (int)(position & _mask);
        return _bytes.AsSpan(start, Math.Min(length, _bytes.Length - start));
    }
}
