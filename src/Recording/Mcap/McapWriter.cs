using System.Reflection;
using System.Text;

namespace Forewarn.Recording;

/// <summary>
/// Writes an MCAP file (profile <c>ros2</c>): definitions in the open, messages in chunks with their indexes, a summary at
/// the end. What was flushed is readable whatever happens later. Not thread-safe.
/// </summary>
public sealed class McapWriter : IDisposable
{
    // From here on a message closes its chunk and goes to the stream from where it is, without a copy.
    private const int Large = 1 << 18;

    private readonly Stream _stream;
    private readonly McapWriterOptions _options;
    private readonly ChunkCodec _codec;
    private readonly ChunkBuilder _chunk = new();
    private readonly McapSummaryBuilder _summary = new();
    private readonly RecordBuffer _record = new(), _compressed = new();
    private bool _isOver;

    /// <param name="stream">Written from here on, front to back; <see cref="Dispose"/> disposes it.</param>
    public McapWriter(Stream stream, McapWriterOptions? options = null)
    {
        _stream = stream;
        _options = options ?? new();
        _codec = new ChunkCodec(_options.Compression, _options.ZstdLevel);
        _record.Raw(McapFormat.Magic);
        int start = _record.Begin(McapOpcode.Header);
        _record.Text("ros2");
        _record.Text(Library);
        _record.End(start);
        Emit();
    }

    /// <summary>Name and version as they stand in the header.</summary>
    public static string Library { get; } = "forewarn "
        + typeof(McapWriter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];

    public long MessageCount => _summary.MessageCount;

    /// <summary>Bytes given to the stream so far.</summary>
    public long Position { get; private set; }

    /// <summary>Whether summary and footer are written.</summary>
    internal bool IsClosed { get; private set; }

    /// <summary>Log times of the first and last message in time; 0 where there is none.</summary>
    public long StartTime => _summary.StartTime;

    public long EndTime => _summary.EndTime;

    /// <summary>Opens a file that others may read meanwhile; an earlier one is replaced.</summary>
    public static McapWriter Create(string path, McapWriterOptions? options = null) =>
        new(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0), options);

    /// <returns>Number of the schema for <see cref="AddChannel"/>.</returns>
    public ushort AddSchema(string name, string encoding, ReadOnlySpan<byte> data)
    {
        ushort id = checked((ushort)(_summary.SchemaCount + 1));
        int start = _record.Begin(McapOpcode.Schema);
        _record.UInt16(id);
        _record.Text(name);
        _record.Text(encoding);
        _record.UInt32((uint)data.Length);
        _record.Raw(data);
        _record.End(start);
        _summary.AddSchema(_record.Written);
        Emit();
        return id;
    }

    public ushort AddSchema(string name, string encoding, string text) => AddSchema(name, encoding, Encoding.UTF8.GetBytes(text));

    /// <param name="schema">0 for none.</param>
    /// <returns>Number of the channel for <see cref="Write"/>.</returns>
    public ushort AddChannel(ushort schema, string topic, string messageEncoding, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(schema, _summary.SchemaCount);
        ushort id = checked((ushort)_summary.ChannelCount);
        int start = _record.Begin(McapOpcode.Channel);
        _record.UInt16(id);
        _record.UInt16(schema);
        _record.Text(topic);
        _record.Text(messageEncoding);
        _record.Map(metadata);
        _record.End(start);
        _summary.AddChannel(_record.Written);
        Emit();
        return id;
    }

    /// <summary>Adds a named map; a name may come more than once.</summary>
    public void AddMetadata(string name, IReadOnlyDictionary<string, string> values)
    {
        int start = _record.Begin(McapOpcode.Metadata);
        _record.Text(name);
        _record.Map(values);
        _record.End(start);
        _summary.AddMetadata(Position, _record.Length, name);
        Emit();
    }

    /// <param name="logTime">ns since the Unix epoch, as is <paramref name="publishTime"/>.</param>
    /// <exception cref="IOException">The stream refused; nothing more can be written.</exception>
    public void Write(ushort channel, uint sequence, long logTime, long publishTime, ReadOnlySpan<byte> data)
    {
        ObjectDisposedException.ThrowIf(_isOver, this);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(channel, _summary.ChannelCount);
        _summary.AddMessage(channel, logTime);
        if (!_options.Chunked)
        {
            ChunkBuilder.WriteHead(_record, channel, sequence, logTime, publishTime, data.Length);
            Emit();
            Emit(data);
            return;
        }

        _chunk.Begin(channel, sequence, logTime, publishTime, data.Length);
        if (_options.Compression == McapCompression.None && data.Length >= Large)
        {
            CloseChunk(data);
            return;
        }

        _chunk.Append(data);
        if (_chunk.Records.Length >= _options.ChunkSize) CloseChunk([]);
    }

    /// <summary>Closes the chunk and hands everything to the operating system: what a killed process leaves behind.</summary>
    public void Flush()
    {
        if (_isOver) return;
        CloseChunk([]);
        Guard(_stream.Flush);
    }

    /// <summary>Writes summary and footer; nothing can be added afterwards.</summary>
    public void Close()
    {
        if (_isOver) return;
        CloseChunk([]);
        int start = _record.Begin(McapOpcode.DataEnd);
        _record.UInt32(0);
        _record.End(start);
        Emit();
        _summary.WriteTo(_record, Position);
        Emit(_record.Written);
        _record.Clear();
        Guard(_stream.Flush);
        _isOver = IsClosed = true;
    }

    public void Dispose()
    {
        try
        {
            Close();
        }
        finally
        {
            _isOver = true;
            _codec.Dispose();
            _stream.Dispose();
        }
    }

    /// <param name="tail">Data of the last message that is not among the records yet.</param>
    private void CloseChunk(ReadOnlySpan<byte> tail)
    {
        if (_chunk.IsEmpty) return;
        var records = _chunk.Records;
        long size = (long)records.Length + tail.Length, stored = size, offset = Position;
        uint crc = _chunk.Checksum(tail);
        if (_options.Compression != McapCompression.None)
        {
            _codec.Compress(records, _compressed);
            records = _compressed.Written;
            stored = records.Length;
        }

        string compression = McapFormat.NameOf(_options.Compression);
        _record.Byte((byte)McapOpcode.Chunk);
        _record.Int64(8 + 8 + 8 + 4 + 4 + compression.Length + 8 + stored);
        _record.Int64(_chunk.Start);
        _record.Int64(_chunk.End);
        _record.Int64(size);
        _record.UInt32(crc);
        _record.Text(compression);
        _record.Int64(stored);
        Emit();
        Emit(records);
        Emit(tail);
        _summary.AddChunk(_chunk, offset, Position - offset, compression, stored, size, _record);
        Emit();
        _chunk.Clear();
    }

    private void Emit()
    {
        Emit(_record.Written);
        _record.Clear();
    }

    private void Emit(ReadOnlySpan<byte> bytes)
    {
        ObjectDisposedException.ThrowIf(_isOver, this);
        try
        {
            _stream.Write(bytes);
        }
        catch
        {
            _isOver = true;
            throw;
        }

        Position += bytes.Length;
    }

    // After a refusal the end of the file is unknown: neither a summary nor another chunk may follow.
    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch
        {
            _isOver = true;
            throw;
        }
    }
}
