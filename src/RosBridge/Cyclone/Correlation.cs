using System.Buffers.Binary;

namespace Forewarn.RosBridge.Cyclone;

/// <summary>
/// The header that rmw_cyclonedds puts in front of each request and reply, inside the CDR body: the client's number
/// (unsigned, 8 bytes) and the sequence number (signed, 8 bytes). Sixteen bytes leave the alignment of what follows as it is.
/// </summary>
internal static class Correlation
{
    public const int Encapsulation = 4, Length = 16, Head = Encapsulation + Length;

    /// <summary>Writes encapsulation header and correlation.</summary>
    /// <param name="cdr">The body's own encapsulation header and the body.</param>
    public static void Write(Span<byte> head, ReadOnlySpan<byte> cdr, RequestId id)
    {
        cdr[..Encapsulation].CopyTo(head);
        BinaryPrimitives.WriteUInt64LittleEndian(head[Encapsulation..], id.Client);
        BinaryPrimitives.WriteInt64LittleEndian(head[(Encapsulation + 8)..], id.Sequence);
    }

    public static bool TryRead(ReadOnlySpan<byte> cdr, out RequestId id)
    {
        id = default;
        if (cdr.Length < Head) return false;
        id = new(
            BinaryPrimitives.ReadUInt64LittleEndian(cdr[Encapsulation..]),
            BinaryPrimitives.ReadInt64LittleEndian(cdr[(Encapsulation + 8)..]));
        return true;
    }

    /// <summary>Copies a sample without its correlation into a buffer that is kept for the next one.</summary>
    public static ReadOnlySpan<byte> Strip(ReadOnlySpan<byte> cdr, ref byte[] buffer)
    {
        int length = cdr.Length - Length;
        if (buffer.Length < length) buffer = new byte[Math.Max(length, 2 * buffer.Length)];
        cdr[..Encapsulation].CopyTo(buffer);
        cdr[Head..].CopyTo(buffer.AsSpan(Encapsulation));
        return buffer.AsSpan(0, length);
    }
}
