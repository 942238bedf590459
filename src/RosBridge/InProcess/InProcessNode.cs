using Forewarn.Messages;

namespace Forewarn.RosBridge.InProcess;

/// <summary>A node and its endpoints.</summary>
internal sealed class InProcessNode(InProcessTransport transport, string name, string space) : IRawNode
{
    private readonly List<IDisposable> _endpoints = [];

    public string Name { get; } = name;

    public string Namespace { get; } = space;

    public NodeName FullName => new(Namespace, Name);

    public IRawPublisher CreatePublisher(string topic, MessageType type, QosProfile qos)
    {
        RosName.CheckFull("topic", topic);
        lock (transport.Domain.Gate) return AddWriter(Channel(topic, LinkSampleKind.Message), type, qos);
    }

    public IRawSubscription CreateSubscription(string topic, MessageType type, QosProfile qos, RawHandler handler)
    {
        RosName.CheckFull("topic", topic);
        lock (transport.Domain.Gate)
        {
            return AddReader(Channel(topic, LinkSampleKind.Message), type, qos, sample => handler(sample.Bytes, sample.Info));
        }
    }

    public IRawRequester CreateRequester(string service, ServiceType type, ReplyHandler onReply)
    {
        RosName.CheckFull("service", service);
        lock (transport.Domain.Gate)
        {
            var asks = AddWriter(Channel(service, LinkSampleKind.Request), type.Request, QosProfile.Services);
            var hears = AddReader(Channel(service, LinkSampleKind.Reply), type.Response, QosProfile.Services,
                sample => onReply(sample.Request.Sequence, sample.Bytes), client: asks.Id);
            return new InProcessRequester(asks, hears);
        }
    }

    public IRawReplier CreateReplier(string service, ServiceType type, RequestHandler onRequest)
    {
        RosName.CheckFull("service", service);
        lock (transport.Domain.Gate)
        {
            var answers = AddWriter(Channel(service, LinkSampleKind.Reply), type.Response, QosProfile.Services);
            var hears = AddReader(Channel(service, LinkSampleKind.Request), type.Request, QosProfile.Services,
                sample => onRequest(sample.Request, sample.Bytes));
            return new InProcessReplier(answers, hears);
        }
    }

    public void Dispose()
    {
        lock (transport.Domain.Gate)
        {
            transport.Domain.Tick();
            if (transport.Abandoned || !transport.Nodes.Remove(this)) return;
            foreach (var endpoint in _endpoints) endpoint.Dispose();
            transport.Domain.ListNodes();
        }
    }

    private Channel Channel(string name, LinkSampleKind kind)
    {
        transport.Domain.Tick();
        ObjectDisposedException.ThrowIf(!transport.Abandoned && !transport.Nodes.Contains(this), this);
        return transport.Domain.Channel(name, kind);
    }

    private Writer AddWriter(Channel channel, MessageType type, QosProfile qos)
    {
        var writer = new Writer(transport, channel, type, qos);
        _endpoints.Add(writer);
        if (transport.Abandoned) return writer;
        transport.Writers.Add(writer);
        channel.Join(writer);
        return writer;
    }

    private Reader AddReader(Channel channel, MessageType type, QosProfile qos, SampleHandler handler, ulong client = 0)
    {
        var reader = new Reader(transport, channel, type, qos, handler, client);
        _endpoints.Add(reader);
        if (transport.Abandoned) return reader;
        transport.Readers.Add(reader);
        channel.Join(reader);
        return reader;
    }
}
