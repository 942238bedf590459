using System.IO.Hashing;

namespace Forewarn.Recording;

/// <summary>The chunk that is being filled: message records, and per channel where its messages lie.</summary>
internal sealed class ChunkBuilder
{
    private readonly List<RecordBuffer?> _indexes = [];
    private readonly List<ushort> _touched = [];
    private readonly RecordBuffer _records = new(1 << 20);
    private readonly Crc32 _crc = new();

    public ReadOnlySpan<byte> Records => _records.Written;

    public bool IsEmpty => _touched.Count == 0;

    public long Start { get; private set; }

    public long End { get; private set; }

    /// <summary>Channels with messages in this chunk, ascending.</summary>
    public IReadOnlyList<ushort> Channels
    {
        get
        {
            _touched.Sort();
            return _touched;
        }
    }

    /// <summary>Pairs of log time and offset in the records, 16 bytes each.</summary>
    public ReadOnlySpan<byte> IndexOf(ushort channel) => _indexes[channel]!.Written;

    /// <summary>Opens a message; the caller adds its data, here with <see cref="Append"/> or right behind the records.</summary>
    public void Begin(ushort channel, uint sequence, long logTime, long publishTime, int size)
    {
        while (_indexes.Count <= channel) _indexes.Add(null);
        var index = _indexes[channel] ??= new RecordBuffer();
        if (index.Length == 0) _touched.Add(channel);
        index.Int64(logTime);
        index.Int64(_records.Length);
        (Start, End) = _touched.Count == 1 && index.Length == 16
            ? (logTime, logTime)
            : (Math.Min(Start, logTime), Math.Max(End, logTime));
        WriteHead(_records, channel, sequence, logTime, publishTime, size);
    }

    public void Append(ReadOnlySpan<byte> data) => _records.Raw(data);

    /// <summary>CRC-32 of the records and of what lies behind them.</summary>
    public uint Checksum(ReadOnlySpan<byte> tail)
    {
        _crc.Reset();
        _crc.Append(Records);
        _crc.Append(tail);
        return _crc.GetCurrentHashAsUInt32();
    }

    public void Clear()
    {
        foreach (ushort channel in _touched) _indexes[channel]!.Clear();
        _touched.Clear();
        _records.Clear();
    }

    public static void WriteHead(RecordBuffer buffer, ushort channel, uint sequence, long logTime, long publishTime, int size)
    {
        buffer.Byte((byte)McapOpcode.Message);
        buffer.Int64(McapFormat.MessageHead + (long)size);
        buffer.UInt16(channel);
        buffer.UInt32(sequence);
        buffer.Int64(logTime);
        buffer.Int64(publishTime);
    }
}
