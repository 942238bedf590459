namespace Forewarn.RosBridge;

/// <summary>Who asked, and which of its questions; opaque outside of a transport.</summary>
public readonly record struct RequestId(ulong Client, long Sequence);
