namespace Forewarn.Serving;

/// <summary>What a frame from a stranger may hold. Beyond a limit the frame is refused before memory is taken for it.</summary>
public sealed record WireLimits
{
    public static WireLimits Default { get; } = new();

    /// <summary>Maps and lists within each other.</summary>
    public int Depth { get; init; } = 16;

    /// <summary>Values in all, keys included: one byte on the wire can be a value of some 120 bytes here.</summary>
    public int Items { get; init; } = 65_536;

    /// <summary>Bytes of one text.</summary>
    public int TextBytes { get; init; } = 1 << 20;

    /// <summary>Axes of an array; NumPy itself has no more.</summary>
    public int Rank { get; init; } = 32;
}
