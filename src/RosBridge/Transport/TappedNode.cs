using Forewarn.Messages;

namespace Forewarn.RosBridge;

/// <summary>A node whose topics are tapped.</summary>
internal sealed class TappedNode(IRawNode inner, IMessageTap tap, TimeProvider time) : IRawNode
{
    public string Name => inner.Name;

    public string Namespace => inner.Namespace;

    public IRawPublisher CreatePublisher(string topic, MessageType type, QosProfile qos) =>
        new TappedPublisher(inner.CreatePublisher(topic, type, qos), tap, tap.Open(new(topic, type, qos)), time);

    public IRawSubscription CreateSubscription(string topic, MessageType type, QosProfile qos, RawHandler handler)
    {
        int number = tap.Open(new(topic, type, qos));
        return inner.CreateSubscription(topic, type, qos, (cdr, in info) =>
        {
            long now = RosTime.Wall(time);
            tap.Take(number, now, info.SourceTimestamp == 0 ? now : info.SourceTimestamp, cdr);
            handler(cdr, in info);
        });
    }

    public IRawRequester CreateRequester(string service, ServiceType type, ReplyHandler onReply) =>
        inner.CreateRequester(service, type, onReply);

    public IRawReplier CreateReplier(string service, ServiceType type, RequestHandler onRequest) =>
        inner.CreateReplier(service, type, onRequest);

    public void Dispose() => inner.Dispose();
}
