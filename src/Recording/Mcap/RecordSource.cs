using System.Buffers.Binary;

namespace Forewarn.Recording;

/// <summary>Reads pieces of a file from anywhere; small ones come out of a window that moves along.</summary>
internal sealed class RecordSource(Stream stream) : IDisposable
{
    private readonly byte[] _window = new byte[1 << 14];
    private long _windowStart;
    private int _windowLength;

    public long Length { get; } = stream.Length;

    /// <summary>Fills <paramref name="target"/> from the file; false where the file ends before.</summary>
    public bool TryRead(long offset, Span<byte> target)
    {
        if (offset < 0 || target.Length > Length - offset) return false;
        if (target.Length > _window.Length) return Fill(offset, target) == target.Length;
        if (offset < _windowStart || offset + target.Length > _windowStart + _windowLength)
        {
            _windowStart = offset;
            _windowLength = Fill(offset, _window);
            if (_windowLength < target.Length) return false;
        }

        _window.AsSpan((int)(offset - _windowStart), target.Length).CopyTo(target);
        return true;
    }

    /// <summary>Opcode and content length of the record at <paramref name="offset"/>; false where the file ends within those.</summary>
    /// <param name="length">As the file claims; negative for what exceeds 63 bits.</param>
    public bool TryReadHead(long offset, out McapOpcode opcode, out long length)
    {
        Span<byte> head = stackalloc byte[McapFormat.RecordHead];
        bool isThere = TryRead(offset, head);
        (opcode, length) = isThere ? ((McapOpcode)head[0], BinaryPrimitives.ReadInt64LittleEndian(head[1..])) : default;
        return isThere;
    }

    /// <summary>The content of a record that is no chunk and no message; null where it is cut or larger than believable.</summary>
    public byte[]? Content(long offset, long length)
    {
        if (length is < 0 or > McapFormat.LargestRecord || length > Length - offset - McapFormat.RecordHead) return null;
        byte[] content = new byte[length];
        return TryRead(offset + McapFormat.RecordHead, content) ? content : null;
    }

    public void Dispose() => stream.Dispose();

    private int Fill(long offset, Span<byte> target)
    {
        stream.Position = offset;
        return stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
    }
}
