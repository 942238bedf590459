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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Read<T>() where T : unmanaged
    {
        int size = Unsafe.SizeOf<T>();
        ref byte place = ref Take(size, size);
        return Unsafe.IsNullRef(in place) ? default : Unsafe.ReadUnaligned<T>(in place);
    }

    public bool ReadBool() => Read<byte>() != 0;

    /// <summary>Moves past <paramref name="size"/> bytes and gives the first of them, for reading; a null reference if they are not there.</summary>
    /// <param name="align">A power of two.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref byte Take(int size, int align)
    {
        int start = Header + ((_at - Header + align - 1) & -align);
        if (Failed || size > _bytes.Length - start)
        {
            Failed = true;
            return ref Unsafe.NullRef<byte>();
        }

        _at = start + size;
        return ref Unsafe.AddByteOffset(ref MemoryMarshal.GetReference(_bytes), (nint)start);
    }

    /// <summary>Reads a string; gives back <paramref name="known"/> itself when it says the same.</summary>
    /// <param name="bound">Most bytes; 0 for no bound.</param>
    public string ReadString(string? known, int bound = 0)
    {
        int count = ReadCount(1);
        if (Failed) return "";
        // Some middlewares send 0 for the empty string, all others count the terminating zero.
        if (count == 0) return "";
        ref byte place = ref Take(count, 1);
        if (Failed || Unsafe.Add(ref place, count - 1) != 0 || (bound > 0 && count - 1 > bound)) return Fail("");
        var text = MemoryMarshal.CreateReadOnlySpan(ref place, count - 1);
        return known is not null && Says(known, text) ? known : Encoding.UTF8.GetString(text);
    }

    /// <param name="bound">Most strings; 0 for no bound.</param>
    /// <param name="textBound">Most bytes of each; 0 for no bound.</param>
    public void ReadStrings(Sequence<string> into, int bound = 0, int textBound = 0) =>
        ReadStrings(into.Resize(ReadCount(4, bound)), textBound);

    /// <summary>Reads a fixed array of strings.</summary>
    public void ReadStrings(Span<string> items, int textBound = 0)
    {
        foreach (ref string item in items) item = ReadString(item, textBound);
    }

    public void ReadArray<T>(Span<T> items) where T : unmanaged
    {
        if (items.IsEmpty) return;
        var bytes = MemoryMarshal.AsBytes(items);
        ref byte place = ref Take(bytes.Length, Unsafe.SizeOf<T>());
        if (!Failed) MemoryMarshal.CreateReadOnlySpan(ref place, bytes.Length).CopyTo(bytes);
    }

    /// <summary>Any byte but 0 is true; it must not stay what it is, since .NET takes a bool for 0 or 1.</summary>
    public void ReadArray(Span<bool> items)
    {
        var bytes = MemoryMarshal.AsBytes(items);
        ReadArray(bytes);
        foreach (ref byte item in bytes) item = Math.Min(item, (byte)1);
    }

    /// <param name="bound">Most items; 0 for no bound.</param>
    public void ReadSequence<T>(Sequence<T> into, int bound = 0) where T : unmanaged
    {
        int count = ReadCount(Unsafe.SizeOf<T>(), bound);
        ReadArray(into.Resize(count));
    }

    /// <param name="bound">Most items; 0 for no bound.</param>
    public void ReadSequence(Sequence<bool> into, int bound = 0) => ReadArray(into.Resize(ReadCount(1, bound)));

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

    private static bool Says(string known, ReadOnlySpan<byte> text)
    {
        if (Ascii.Equals(text, known)) return true;
        // Other text is decoded on the stack, so that a known one costs no memory either.
        const int Most = 512;
        if (text.Length > Most || known.Length >= text.Length || Ascii.IsValid(text)) return false;
        Span<char> decoded = stackalloc char[Most];
        return Encoding.UTF8.TryGetChars(text, decoded, out int count) && decoded[..count].SequenceEqual(known);
    }
}
