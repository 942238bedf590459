using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Forewarn.Messages;

namespace Forewarn.RosBridge.Rcldotnet;

/// <summary>Numbers and bools; many of them in one copy.</summary>
internal sealed class ScalarCodec<T> : ItemCodec<T> where T : unmanaged
{
    public override int Least => Unsafe.SizeOf<T>();

    public override T Read(ref CdrReader reader, T known)
    {
        T item = reader.Read<T>();
        Normalize(new Span<T>(ref item));
        return item;
    }

    public override void Write(CdrWriter writer, T item) => writer.Write(item);

    public override void Read(ref CdrReader reader, Span<T> items)
    {
        reader.ReadArray(items);
        Normalize(items);
    }

    public override void Write(CdrWriter writer, ReadOnlySpan<T> items) => writer.WriteArray(items);

    // .NET takes a bool for 0 or 1; on the wire any other byte is true as well.
    private static void Normalize(Span<T> items)
    {
        if (typeof(T) != typeof(bool)) return;
        foreach (ref byte item in MemoryMarshal.AsBytes(items)) item = Math.Min(item, (byte)1);
    }
}
