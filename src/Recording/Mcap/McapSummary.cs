using System.IO.Hashing;

namespace Forewarn.Recording;

/// <summary>Reads the summary at the end of a file.</summary>
internal static class McapSummary
{
    /// <summary>
    /// Fills <paramref name="layout"/> from the summary. False where there is none that tells everything: the file must be
    /// walked then. Only what is broken is told; having no summary or index is no damage.
    /// </summary>
    public static bool TryRead(RecordSource source, McapLayout layout)
    {
        long footer = source.Length - McapFormat.Ending;
        Span<byte> ending = stackalloc byte[McapFormat.Ending];
        if (footer < McapFormat.Magic.Length || !source.TryRead(footer, ending)) return false;
        if (!ending[^8..].SequenceEqual(McapFormat.Magic) || (McapOpcode)ending[0] != McapOpcode.Footer) return false;
        var fields = new RecordFields(ending[McapFormat.RecordHead..^8]);
        long start = fields.Int64(), offsets = fields.Int64();
        uint crc = fields.UInt32();
        if (start == 0) return false;
        long end = offsets == 0 ? footer : offsets;
        if (start < McapFormat.Magic.Length || start > end || end > footer)
        {
            layout.Tell(footer, "the footer points outside of the file; the file was read from its start instead");
            return false;
        }

        if (crc != 0 && Checksum(source, start, source.Length - 12) != crc)
        {
            layout.Tell(start, "the summary has another checksum than the footer says; the file was read from its start instead");
            return false;
        }

        return ReadRecords(source, layout, start, end);
    }

    private static bool ReadRecords(RecordSource source, McapLayout layout, long start, long end)
    {
        Statistics? statistics = null;
        var metadata = new List<(long Offset, long Length)>();
        for (long offset = start; offset < end;)
        {
            if (!source.TryReadHead(offset, out var opcode, out long length) || source.Content(offset, length) is not { } content
                || offset + McapFormat.RecordHead + length > end)
            {
                layout.Tell(offset, "the summary is cut short; the file was read from its start instead");
                return false;
            }

            var fields = new RecordFields(content);
            if (opcode == McapOpcode.ChunkIndex) layout.Stretches.Add(Chunk(ref fields));
            else if (opcode == McapOpcode.Statistics) statistics = new Statistics(ref fields);
            else if (opcode == McapOpcode.MetadataIndex) metadata.Add((fields.Int64(), fields.Int64()));
            else layout.Add(opcode, content, offset);
            if (fields.Failed) return false;
            offset += McapFormat.RecordHead + length;
        }

        // Without these a message could be missed: unindexed messages, left-out repetitions, left-out indexes.
        if (statistics is null || statistics.Chunks != layout.Stretches.Count || statistics.Channels != layout.Channels.Count
            || statistics.Metadata != metadata.Count || (statistics.Messages > 0 && statistics.Chunks == 0)) return false;
        foreach (var (offset, length) in metadata)
        {
            if (source.TryReadHead(offset, out var opcode, out long content) && opcode == McapOpcode.Metadata
                && content + McapFormat.RecordHead == length && source.Content(offset, content) is { } record)
                layout.Add(opcode, record, offset);
            else layout.Tell(offset, "a metadata record is not where its index says");
        }

        foreach (var (channel, count) in statistics.Counts) layout.Count(channel, count);
        (layout.MessageCount, layout.Times) = (statistics.Messages, statistics.Times);
        if (source.TryReadHead(8, out var first, out long headerLength) && first == McapOpcode.Header
            && source.Content(8, headerLength) is { } header) layout.Add(first, header, 8);
        return true;
    }

    private static McapStretch Chunk(ref RecordFields fields)
    {
        long start = fields.Int64(), end = fields.Int64(), offset = fields.Int64(), length = fields.Int64();
        var indexes = new RecordFields(fields.Block());
        var channels = new List<ushort>();
        while (indexes.Remaining >= 10)
        {
            channels.Add(indexes.UInt16());
            indexes.Int64();
        }

        return new(offset, length, start, end, IsChunk: true) { Channels = channels.Count == 0 ? null : channels };
    }

    private static uint Checksum(RecordSource source, long start, long end)
    {
        var crc = new Crc32();
        byte[] piece = new byte[1 << 14];
        for (long offset = start; offset < end; offset += piece.Length)
        {
            var part = piece.AsSpan(0, (int)Math.Min(piece.Length, end - offset));
            if (!source.TryRead(offset, part)) break;
            crc.Append(part);
        }

        return crc.GetCurrentHashAsUInt32();
    }

    private sealed class Statistics
    {
        public Statistics(ref RecordFields fields)
        {
            Messages = fields.Int64();
            fields.UInt16();
            Channels = fields.UInt32();
            fields.UInt32();
            Metadata = fields.UInt32();
            Chunks = fields.UInt32();
            Times = (fields.Int64(), fields.Int64());
            var counts = new RecordFields(fields.Block());
            while (counts.Remaining >= 10) Counts[counts.UInt16()] = counts.Int64();
        }

        public long Messages { get; }

        public uint Channels { get; }

        public uint Metadata { get; }

        public uint Chunks { get; }

        public (long Start, long End) Times { get; }

        public Dictionary<ushort, long> Counts { get; } = [];
    }
}
