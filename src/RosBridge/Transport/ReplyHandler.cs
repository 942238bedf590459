namespace Forewarn.RosBridge;

/// <param name="sequence">What <see cref="IRawRequester.Send"/> returned.</param>
/// <param name="cdr">The response with its encapsulation header; valid during the call only.</param>
public delegate void ReplyHandler(long sequence, ReadOnlySpan<byte> cdr);
