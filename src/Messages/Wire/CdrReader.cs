using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Forewarn.Messages;

/// <summary>
/// Reads XCDR1, little-endian. Bytes that end early or claim absurd lengths set <see cref="Failed"/>; from then on
/// every read gives zeros, so that a receiving callback never throws.
/// </summary>
public ref struct CdrReader
{
    private const int Header = 4;

    private readonly ReadOnlySpan<byte> _bytes;
    private int _at;

    /// <param name="bytes">The 4-byte encapsulation header and what follows it.</param>
    public CdrReader(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        _at = Header;
        // 00 01: plain CDR, little-endian, the only form that ROS 2 middlewares send on x64 and ARM.
        Failed = bytes.Length < Header || bytes[0] != 0 || bytes[1] != 1;
    }

    public bool Failed { get; private set; }

    public T Read<T>() where T : unmanaged
    {
        int size = Unsafe.SizeOf<T>();
        return Take(size, size, out var place) ? MemoryMarshal.Read<T>(place) : default;
    }

    public bool ReadBool() => Take(1, 1, out var place) && place[0] != 0;

    /// <summary>Reads a string; gives back <paramref name="known"/> itself when it says the same.</summary>
    /// <param name="bound">Most characters; 0 for no bound.</param>
    public string ReadString(string? known, int bound = 0)
    {
        int count = ReadCount(1);
        if (Failed) return "";
        // Some middlewares send 0 for the empty string, all others count the terminating zero.
        if (count == 0) return "";
        if (!Take(count, 1, out var place) || place[^1] != 0 || (bound > 0 && count - 1 > bound)) return Fail("");
        ReadOnlySpan<byte> text = place[..^1];
        return known is not null && Says(known, text) ? known : Encoding.UTF8.GetString(text);
    }

    public void ReadArray<T>(Span<T> items) where T : unmanaged
    {
        if (items.IsEmpty) return;
        if (Take(items.Length * Unsafe.SizeOf<T>(), Unsafe.SizeOf<T>(), out var place)) place.CopyTo(MemoryMarshal.AsBytes(items));
    }

    /// <param name="bound">Most items; 0 for no bound.</param>
    public void ReadSequence<T>(Sequence<T> into, int bound = 0) where T : unmanaged
    {
        int count = ReadCount(Unsafe.SizeOf<T>(), bound);
        ReadArray(into.Resize(count));
    }

    /// <summary>Reads the count of a sequence and refuses one that the remaining bytes cannot hold.</summary>
    /// <param name="least">Fewest bytes of one item.</param>
    /// <param name="bound">Most items; 0 for no bound.</param>
    public int ReadCount(int least, int bound = 0)
    {
        uint count = Read<uint>();
        if (Failed) return 0;
        bool fits = (ulong)count * (uint)Math.Max(least, 1) <= (ulong)(_bytes.Length - _at) && (bound == 0 || count <= bound);
        return fits ? (int)count : Fail(0);
    }

    private T Fail<T>(T value)
    {
        Failed = true;
        return value;
    }

    private bool Take(int size, int align, out ReadOnlySpan<byte> place)
    {
        place = default;
        if (Failed) return false;
        int start = Header + (_at - Header + align - 1) / align * align;
        if (size > _bytes.Length - start) return Fail(false);
        place = _bytes.Slice(start, size);
        _at = start + size;
        return true;
    }

    /// <summary>Only ASCII is recognized; other text is decoded anew.</summary>
    private static bool Says(string known, ReadOnlySpan<byte> text)
    {
        if (known.Length != text.Length) return false;
        for (int i = 0; i < text.Length; i++) if (known[i] != text[i] || text[i] > 127) return false;
        return true;
    }
}
