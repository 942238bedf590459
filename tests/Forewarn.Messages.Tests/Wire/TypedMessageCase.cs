namespace Forewarn.Messages.Tests.Wire;

internal sealed class TypedMessageCase<T> : MessageCase where T : class, IRosMessage<T>, new()
{
    public override MessageType Type => T.Type;

    public override object New() => new T();

    public override void Write(object message, CdrWriter writer)
    {
        writer.Reset();
        ((T)message).WriteTo(writer);
    }

    public override bool Read(object message, ReadOnlySpan<byte> bytes)
    {
        var reader = new CdrReader(bytes);
        ((T)message).ReadFrom(ref reader);
        return !reader.Failed;
    }
}
