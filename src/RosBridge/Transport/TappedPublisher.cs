using System.Buffers;
using Forewarn.Messages;

namespace Forewarn.RosBridge;

/// <summary>A publisher of which a tap gets what was sent; what the middleware refused was never said.</summary>
internal sealed class TappedPublisher(IRawPublisher inner, IMessageTap tap, int topic, TimeProvider time) : IRawPublisher
{
    public string Topic => inner.Topic;

    public int MatchedCount => inner.MatchedCount;

    public bool Send(ReadOnlySpan<byte> cdr)
    {
        long now = RosTime.Wall(time);
        if (!inner.Send(cdr)) return false;
        tap.Take(topic, now, now, cdr);
        return true;
    }

    public bool Send(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body, ReadOnlySpan<byte> tail)
    {
        long now = RosTime.Wall(time);
        if (!inner.Send(head, body, tail)) return false;
        byte[] whole = ArrayPool<byte>.Shared.Rent(head.Length + body.Length + tail.Length);
        head.CopyTo(whole);
        body.CopyTo(whole.AsSpan(head.Length));
        tail.CopyTo(whole.AsSpan(head.Length + body.Length));
        tap.Take(topic, now, now, whole.AsSpan(0, head.Length + body.Length + tail.Length));
        ArrayPool<byte>.Shared.Return(whole);
        return true;
    }

    public void AssertLiveliness() => inner.AssertLiveliness();

    public void Dispose() => inner.Dispose();
}
