namespace Forewarn.Recording;

/// <summary>A part of the file that is read at once: a chunk, or message records that follow each other outside of chunks.</summary>
/// <param name="Offset">Of the chunk record, or of the first message record.</param>
/// <param name="Length">Heads included.</param>
/// <param name="Start">Earliest log time; <paramref name="End"/> is the latest.</param>
internal sealed record McapStretch(long Offset, long Length, long Start, long End, bool IsChunk)
{
    /// <summary>Channels with messages here; null where nobody has said.</summary>
    public IReadOnlyList<ushort>? Channels { get; init; }
}
