namespace Forewarn.Recording;

/// <summary>A message of an MCAP file.</summary>
/// <param name="LogTime">ns since the Unix epoch, as is <paramref name="PublishTime"/>.</param>
/// <param name="Data">Valid until the next message is asked for.</param>
public readonly record struct McapMessage(
    McapChannel Channel, uint Sequence, long LogTime, long PublishTime, ReadOnlyMemory<byte> Data);
