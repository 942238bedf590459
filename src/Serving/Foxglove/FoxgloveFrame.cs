namespace Forewarn.Serving;

/// <summary>A whole frame of the protocol.</summary>
/// <param name="IsText">JSON in a text frame instead of a binary frame.</param>
internal sealed record FoxgloveFrame(ReadOnlyMemory<byte> Bytes, bool IsText);
