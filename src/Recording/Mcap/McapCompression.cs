namespace Forewarn.Recording;

/// <summary>How the chunks of an MCAP file are compressed.</summary>
public enum McapCompression
{
    None,
    /// <summary>LZ4 frames: cheap, halves images of plain scenes.</summary>
    Lz4,
    /// <summary>Zstandard frames.</summary>
    Zstd,
}
