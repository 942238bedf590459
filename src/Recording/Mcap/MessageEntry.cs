namespace Forewarn.Recording;

/// <summary>Where a message lies in a loaded stretch.</summary>
internal readonly record struct MessageEntry(long LogTime, long PublishTime, ushort Channel, uint Sequence, int Offset, int Length);
