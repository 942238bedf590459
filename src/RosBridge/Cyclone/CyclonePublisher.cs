namespace Forewarn.RosBridge.Cyclone;

internal sealed class CyclonePublisher(CycloneNode node, DdsWriter writer) : IRawPublisher
{
    public string Topic => writer.Name;

    public int MatchedCount => writer.MatchedCount;

    public bool Send(ReadOnlySpan<byte> cdr) => writer.Send(cdr);

    public bool Send(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body, ReadOnlySpan<byte> tail) => writer.Send(head, body, tail);

    public void AssertLiveliness() => writer.AssertLiveliness();

    public void Dispose() => node.Close(writer);
}
