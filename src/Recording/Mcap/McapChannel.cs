namespace Forewarn.Recording;

/// <summary>A stream of messages of one topic.</summary>
/// <param name="Schema">Null where messages explain themselves, or where a damaged file lost it.</param>
/// <param name="MessageEncoding">For ROS 2 <c>cdr</c>.</param>
public sealed record McapChannel(
    ushort Id, McapSchema? Schema, string Topic, string MessageEncoding, IReadOnlyDictionary<string, string> Metadata);
