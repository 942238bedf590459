using System.Buffers;
using System.IO.Hashing;

namespace Forewarn.Recording;

/// <summary>Reads stretches into memory: decompressed, checked, and taken apart. What is wrong goes into the layout.</summary>
internal sealed class StretchLoader(RecordSource source, McapLayout layout)
{
    // Times, size and checksum of a chunk, and the longest name of a compression that is believed.
    private const int ChunkFields = 8 + 8 + 8 + 4, LongestName = 32;

    /// <summary>Null where nothing of it can be read.</summary>
    public LoadedStretch? Load(McapStretch stretch)
    {
        if (!stretch.IsChunk)
        {
            return Read(stretch.Offset, stretch.Length, stretch.Offset) is { } run
                ? Parse(run, stretch.Offset, stretch.Length, isCut: true)
                : null;
        }

        if (!source.TryReadHead(stretch.Offset, out var opcode, out long length) || opcode != McapOpcode.Chunk
            || length != stretch.Length - McapFormat.RecordHead || length > source.Length - stretch.Offset - McapFormat.RecordHead)
        {
            layout.Tell(stretch.Offset, "no such chunk stands where the index says; it was skipped");
            return null;
        }

        return Head(stretch.Offset, length) is { } head && head.Stored == length - head.Length
            ? LoadChunk(stretch.Offset, head)
            : Skip(stretch.Offset, "the head of the chunk makes no sense");
    }

    /// <summary>The whole records of an uncompressed chunk that the file ends in; null where it is compressed.</summary>
    /// <param name="left">Bytes from <paramref name="offset"/> to the end of the file.</param>
    public LoadedStretch? LoadCut(long offset, long left)
    {
        if (Head(offset, left - McapFormat.RecordHead) is not { Compression: "" } head) return null;
        long start = offset + McapFormat.RecordHead + head.Length, length = Math.Min(source.Length - start, head.Stored);
        if (length is <= 0 or > McapFormat.LargestChunk || Read(start, length, offset) is not { } bytes) return null;
        return Parse(bytes, start, length, isCut: true);
    }

    private LoadedStretch? LoadChunk(long offset, ChunkHead head)
    {
        if (head.Size is < 0 or > McapFormat.LargestChunk || (head.Compression.Length == 0 && head.Size != head.Stored))
            return Skip(offset, $"the chunk claims {(ulong)head.Size} bytes");
        long start = offset + McapFormat.RecordHead + head.Length;
        if (Read(start, head.Stored, offset) is not { } bytes) return null;
        if (head.Compression.Length > 0)
        {
            string? wrong = ChunkCodec.Restore(head.Compression, new(bytes, 0, (int)head.Stored), (int)head.Size, out byte[] restored);
            ArrayPool<byte>.Shared.Return(bytes);
            if (wrong is not null) return Skip(offset, wrong);
            bytes = restored;
        }

        if (head.Crc != 0 && Crc32.HashToUInt32(bytes.AsSpan(0, (int)head.Size)) != head.Crc)
        {
            ArrayPool<byte>.Shared.Return(bytes);
            return Skip(offset, "the chunk has another checksum than it says");
        }

        return Parse(bytes, offset, head.Size, isCut: false);
    }

    private ChunkHead? Head(long offset, long length)
    {
        Span<byte> bytes = stackalloc byte[ChunkFields + 4 + LongestName + 8];
        bytes = bytes[..(int)Math.Min(bytes.Length, length)];
        if (!source.TryRead(offset + McapFormat.RecordHead, bytes)) return null;
        var fields = new RecordFields(bytes);
        fields.Int64();
        fields.Int64();
        long size = fields.Int64();
        uint crc = fields.UInt32();
        string compression = fields.Text();
        long stored = fields.Int64();
        return fields.Failed ? null : new(size, crc, compression, stored, bytes.Length - fields.Remaining);
    }

    private byte[]? Read(long offset, long length, long told)
    {
        if (length is < 0 or > McapFormat.LargestChunk || length > source.Length - offset)
        {
            Skip(told, $"{(ulong)length} bytes are more than is read at once, or than there are");
            return null;
        }

        byte[] bytes = ArrayPool<byte>.Shared.Rent((int)length);
        if (source.TryRead(offset, bytes.AsSpan(0, (int)length))) return bytes;
        ArrayPool<byte>.Shared.Return(bytes);
        Skip(told, "the file could not be read here");
        return null;
    }

    /// <param name="isCut">Whether an unfinished record at the end has been told already.</param>
    private LoadedStretch Parse(byte[] bytes, long offset, long length, bool isCut)
    {
        var loaded = new LoadedStretch(bytes, offset, length);
        int end = (int)length;
        for (int at = 0; at < end;)
        {
            var head = new RecordFields(bytes.AsSpan(at, end - at));
            var opcode = (McapOpcode)head.Byte();
            long size = head.Int64();
            if (head.Failed || opcode == 0 || size < 0 || size > head.Remaining)
            {
                if (!isCut) layout.Tell(offset, $"the chunk makes no sense from its byte {at} on");
                break;
            }

            var content = bytes.AsSpan(at + McapFormat.RecordHead, (int)size);
            if (opcode == McapOpcode.Message) AddMessage(loaded, content, at + McapFormat.RecordHead, offset);
            else if (opcode is McapOpcode.Schema or McapOpcode.Channel) layout.Add(opcode, content, offset);
            at += McapFormat.RecordHead + (int)size;
        }

        loaded.Sort();
        return loaded;
    }

    private void AddMessage(LoadedStretch loaded, ReadOnlySpan<byte> content, int at, long offset)
    {
        var fields = new RecordFields(content);
        ushort channel = fields.UInt16();
        uint sequence = fields.UInt32();
        long logTime = fields.Int64(), publishTime = fields.Int64();
        if (fields.Failed) layout.Tell(offset, "a message record is shorter than a message can be");
        else if (!layout.Channels.ContainsKey(channel)) layout.Tell(offset, $"messages belong to channel {channel}, which is missing");
        else loaded.Entries.Add(new(logTime, publishTime, channel, sequence, at + McapFormat.MessageHead, fields.Remaining));
    }

    private LoadedStretch? Skip(long offset, string what)
    {
        layout.Tell(offset, what + "; it was skipped");
        return null;
    }

    /// <param name="Length">Bytes of these fields themselves.</param>
    private sealed record ChunkHead(long Size, uint Crc, string Compression, long Stored, int Length);
}
