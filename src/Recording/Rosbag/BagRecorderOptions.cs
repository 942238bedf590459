namespace Forewarn.Recording;

/// <summary>How messages are recorded as they pass.</summary>
public sealed record BagRecorderOptions
{
    public BagWriterOptions Bag { get; init; } = new();

    /// <summary>Bytes between whoever passes messages and the disk; rounded up to a power of two, 4 KiB to 1 GiB.</summary>
    public int RingBytes { get; init; } = 32 << 20;

    /// <summary>How often the chunk is closed and handed to the operating system.</summary>
    public TimeSpan FlushInterval { get; init; } = TimeSpan.FromMilliseconds(400);
}
