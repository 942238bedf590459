namespace Forewarn.RosBridge;

/// <param name="cdr">Encapsulation header and body; valid during the call only.</param>
public delegate void RawHandler(ReadOnlySpan<byte> cdr, in MessageInfo info);
