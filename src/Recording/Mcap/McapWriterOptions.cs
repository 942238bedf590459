namespace Forewarn.Recording;

/// <summary>How an MCAP file is laid out.</summary>
public sealed record McapWriterOptions
{
    public McapCompression Compression { get; init; }

    /// <summary>False writes messages one after the other: no index, so that reading starts with a pass over the file.</summary>
    public bool Chunked { get; init; } = true;

    /// <summary>Bytes of records after which a chunk is closed; a message that is larger becomes a chunk of its own.</summary>
    public int ChunkSize { get; init; } = 1 << 20;

    /// <summary>Zstandard level, 1 to 22; the low ones keep up with a robot's cameras.</summary>
    public int ZstdLevel { get; init; } = 1;
}
