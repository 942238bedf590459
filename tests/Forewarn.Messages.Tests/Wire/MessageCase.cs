namespace Forewarn.Messages.Tests.Wire;

/// <summary>One message type, for tests that go over all of them.</summary>
public abstract class MessageCase
{
    public abstract MessageType Type { get; }

    public abstract object New();

    public abstract void Write(object message, CdrWriter writer);

    /// <returns>False when the reader refused the bytes.</returns>
    public abstract bool Read(object message, ReadOnlySpan<byte> bytes);

    public override string ToString() => Type.Name;
}
