namespace Forewarn.RosBridge;

/// <param name="cdr">The request with its encapsulation header; valid during the call only.</param>
public delegate void RequestHandler(RequestId request, ReadOnlySpan<byte> cdr);
