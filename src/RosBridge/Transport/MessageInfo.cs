namespace Forewarn.RosBridge;

/// <summary>How a sample came here.</summary>
/// <param name="SourceTimestamp">When it was published, ns since the Unix epoch by the publisher's clock; 0 if unknown.</param>
/// <param name="Publisher">Handle of the publisher, unique in this participant.</param>
public readonly record struct MessageInfo(long SourceTimestamp, ulong Publisher);
