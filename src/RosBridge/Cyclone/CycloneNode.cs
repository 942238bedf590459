using Forewarn.Messages;

namespace Forewarn.RosBridge.Cyclone;

/// <summary>One node of a participant. Each change of its endpoints is announced.</summary>
internal sealed class CycloneNode(CycloneTransport transport, CycloneParticipant participant, NodeName name) : IRawNode
{
    private readonly List<DdsEndpoint> _endpoints = [];
    private bool _closed;

    public string Name => name.Name;

    public string Namespace => name.Namespace;

    public IRawPublisher CreatePublisher(string topic, MessageType type, QosProfile qos)
    {
        var writer = new DdsWriter(participant, topic, RosNames.Topic(topic), participant.TypeOf(type), qos);
        Open(writer);
        return new CyclonePublisher(this, writer);
    }

    public IRawSubscription CreateSubscription(string topic, MessageType type, QosProfile qos, RawHandler handler)
    {
        var reader = new DdsReader(participant, topic, RosNames.Topic(topic), participant.TypeOf(type), qos, handler,
            tellsLiveliness: true);
        Open(reader);
        return new CycloneSubscription(this, reader);
    }

    public IRawRequester CreateRequester(string service, ServiceType type, ReplyHandler onReply) =>
        new CycloneRequester(this, participant, service, type, onReply);

    public IRawReplier CreateReplier(string service, ServiceType type, RequestHandler onRequest) =>
        new CycloneReplier(this, participant, service, type, onRequest);

    public void Dispose()
    {
        DdsEndpoint[] open;
        lock (_endpoints)
        {
            _closed = true;
            open = [.. _endpoints];
            _endpoints.Clear();
        }
        foreach (var endpoint in open) endpoint.Dispose();
        transport.Close(this);
    }

    public AnnouncedNode Describe()
    {
        lock (_endpoints)
            return new(name, Gids<DdsReader>(), Gids<DdsWriter>());
    }

    public void Open(params ReadOnlySpan<DdsEndpoint> endpoints)
    {
        bool late;
        lock (_endpoints)
        {
            late = _closed;
            if (!late) _endpoints.AddRange(endpoints);
        }
        if (late)
        {
            foreach (var endpoint in endpoints) endpoint.Dispose();
            throw new ObjectDisposedException(name.ToString());
        }
        transport.Announce(endpoints);
    }

    public void Close(params ReadOnlySpan<DdsEndpoint> endpoints)
    {
        bool changed = false;
        lock (_endpoints)
            foreach (var endpoint in endpoints) changed |= _endpoints.Remove(endpoint);
        foreach (var endpoint in endpoints) endpoint.Dispose();
        if (changed) transport.Announce([]);
    }

    private UInt128[] Gids<T>() where T : DdsEndpoint => [.. _endpoints.OfType<T>().Select(endpoint => endpoint.Gid)];
}
