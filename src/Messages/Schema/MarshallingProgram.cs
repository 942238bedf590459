namespace Forewarn.Messages;

/// <summary>The instructions by which CycloneDDS checks and walks a serialized sample.</summary>
/// <param name="Ops">Instruction words.</param>
/// <param name="Instructions">Number of instructions in them.</param>
/// <param name="Size">Bytes of the C structure that the offsets refer to.</param>
/// <param name="Align">Its alignment, bytes.</param>
/// <param name="FixedSize">Whether every sample has the same length: no string, no sequence.</param>
public sealed record MarshallingProgram(ReadOnlyMemory<uint> Ops, int Instructions, int Size, int Align, bool FixedSize);
