namespace Forewarn.Recording;

/// <summary>Sizes and signs of the MCAP specification.</summary>
internal static class McapFormat
{
    /// <summary>Opcode and length in front of every record.</summary>
    public const int RecordHead = 1 + 8;

    /// <summary>Channel, sequence and both times in front of a message's data.</summary>
    public const int MessageHead = 2 + 4 + 8 + 8;

    /// <summary>Two offsets and a checksum.</summary>
    public const int FooterLength = 8 + 8 + 4;

    /// <summary>Footer record and magic: the end of every whole file.</summary>
    public const int Ending = RecordHead + FooterLength + 8;

    /// <summary>More than any recorder puts into one chunk, and what a damaged or hostile file can make a reader hold.</summary>
    public const int LargestChunk = 256 << 20;

    /// <summary>Definitions, maps and indexes larger than this are not believed.</summary>
    public const int LargestRecord = 64 << 20;

    public static ReadOnlySpan<byte> Magic => [0x89, (byte)'M', (byte)'C', (byte)'A', (byte)'P', (byte)'0', 0x0D, 0x0A];

    public static string NameOf(McapCompression compression) => compression switch
    {
        McapCompression.Lz4 => "lz4",
        McapCompression.Zstd => "zstd",
        _ => "",
    };
}
