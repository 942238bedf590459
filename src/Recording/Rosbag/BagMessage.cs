namespace Forewarn.Recording;

/// <summary>A message of a bag.</summary>
/// <param name="LogTime">When it was recorded, ns since the Unix epoch.</param>
/// <param name="PublishTime">When it was sent; the log time in bags that do not say.</param>
/// <param name="Data">Encapsulation header and body; valid until the next message is asked for.</param>
public readonly record struct BagMessage(BagTopic Topic, long LogTime, long PublishTime, ReadOnlyMemory<byte> Data);
