using System.IO.Hashing;

namespace Forewarn.Recording;

/// <summary>Collects, while a file is written, what its summary repeats.</summary>
internal sealed class McapSummaryBuilder
{
    private readonly RecordBuffer _schemas = new(), _channels = new(), _metadataIndexes = new(), _chunkIndexes = new();
    private readonly List<long> _counts = [];
    private int _metadataCount, _chunkCount;

    public int SchemaCount { get; private set; }

    public int ChannelCount => _counts.Count;

    public long MessageCount { get; private set; }

    public long StartTime { get; private set; }

    public long EndTime { get; private set; }

    public void AddSchema(ReadOnlySpan<byte> record)
    {
        _schemas.Raw(record);
        SchemaCount++;
    }

    public void AddChannel(ReadOnlySpan<byte> record)
    {
        _channels.Raw(record);
        _counts.Add(0);
    }

    public void AddMetadata(long offset, long length, string name)
    {
        int start = _metadataIndexes.Begin(McapOpcode.MetadataIndex);
        _metadataIndexes.Int64(offset);
        _metadataIndexes.Int64(length);
        _metadataIndexes.Text(name);
        _metadataIndexes.End(start);
        _metadataCount++;
    }

    public void AddMessage(ushort channel, long logTime)
    {
        _counts[channel]++;
        (StartTime, EndTime) = MessageCount++ == 0 ? (logTime, logTime) : (Math.Min(StartTime, logTime), Math.Max(EndTime, logTime));
    }

    /// <summary>Notes a chunk, and writes its message indexes, which follow it, to <paramref name="indexes"/>.</summary>
    /// <param name="offset">Of the chunk in the file.</param>
    /// <param name="length">Of the chunk record, head included.</param>
    public void AddChunk(
        ChunkBuilder chunk, long offset, long length, string compression, long stored, long size, RecordBuffer indexes)
    {
        int start = _chunkIndexes.Begin(McapOpcode.ChunkIndex);
        _chunkIndexes.Int64(chunk.Start);
        _chunkIndexes.Int64(chunk.End);
        _chunkIndexes.Int64(offset);
        _chunkIndexes.Int64(length);
        int map = _chunkIndexes.BeginBlock(), before = indexes.Length;
        foreach (ushort channel in chunk.Channels)
        {
            _chunkIndexes.UInt16(channel);
            _chunkIndexes.Int64(offset + length + indexes.Length - before);
            var entries = chunk.IndexOf(channel);
            int index = indexes.Begin(McapOpcode.MessageIndex);
            indexes.UInt16(channel);
            indexes.UInt32((uint)entries.Length);
            indexes.Raw(entries);
            indexes.End(index);
        }

        _chunkIndexes.EndBlock(map);
        _chunkIndexes.Int64(indexes.Length - before);
        _chunkIndexes.Text(compression);
        _chunkIndexes.Int64(stored);
        _chunkIndexes.Int64(size);
        _chunkIndexes.End(start);
        _chunkCount++;
    }

    /// <summary>Summary, summary offsets, footer and closing magic.</summary>
    /// <param name="position">Of the summary in the file.</param>
    public void WriteTo(RecordBuffer target, long position)
    {
        int before = target.Length;
        var offsets = new RecordBuffer();
        Group(McapOpcode.Schema, _schemas);
        Group(McapOpcode.Channel, _channels);
        Group(McapOpcode.MetadataIndex, _metadataIndexes);
        Group(McapOpcode.ChunkIndex, _chunkIndexes);
        Group(McapOpcode.Statistics, Statistics());
        long offsetStart = position + target.Length - before;
        target.Raw(offsets.Written);
        int footer = target.Begin(McapOpcode.Footer);
        target.Int64(position);
        target.Int64(offsetStart);
        target.UInt32(0);
        target.End(footer);
        // The checksum covers the footer up to itself, its final length included.
        uint crc = Crc32.HashToUInt32(target.Written[before..^4]);
        target.Advance(-4);
        target.UInt32(crc);
        target.Raw(McapFormat.Magic);

        void Group(McapOpcode opcode, RecordBuffer records)
        {
            if (records.Length == 0) return;
            int start = offsets.Begin(McapOpcode.SummaryOffset);
            offsets.Byte((byte)opcode);
            offsets.Int64(position + target.Length - before);
            offsets.Int64(records.Length);
            offsets.End(start);
            target.Raw(records.Written);
        }
    }

    private RecordBuffer Statistics()
    {
        var record = new RecordBuffer();
        int start = record.Begin(McapOpcode.Statistics);
        record.Int64(MessageCount);
        record.UInt16((ushort)SchemaCount);
        record.UInt32((uint)ChannelCount);
        record.UInt32(0);
        record.UInt32((uint)_metadataCount);
        record.UInt32((uint)_chunkCount);
        record.Int64(StartTime);
        record.Int64(EndTime);
        int map = record.BeginBlock();
        for (int channel = 0; channel < _counts.Count; channel++)
        {
            if (_counts[channel] == 0) continue;
            record.UInt16((ushort)channel);
            record.Int64(_counts[channel]);
        }

        record.EndBlock(map);
        record.End(start);
        return record;
    }
}
