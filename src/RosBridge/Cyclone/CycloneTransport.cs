using Forewarn.Core;

namespace Forewarn.RosBridge.Cyclone;

/// <summary>
/// ROS 2 over CycloneDDS, which this process loads: no installation of ROS 2 is needed. Names, qualities of service,
/// graph announcements and services are those of rmw_cyclonedds; topics work with every DDS-based middleware of ROS 2.
/// </summary>
public sealed class CycloneTransport : IRosTransport
{
    private readonly CycloneParticipant _participant;
    private readonly CycloneGraph _graph;
    private readonly List<CycloneNode> _nodes = [];
    private readonly Lock _announcing = new();
    private bool _closed;

    /// <exception cref="ForewarnException">
    /// CycloneDDS is missing or of another layout, the domain cannot be joined, or the configuration is wrong.
    /// </exception>
    public CycloneTransport(CycloneOptions options)
    {
        CycloneLibrary.Require();
        DomainId = DomainConfiguration.Domain(options, Environment.GetEnvironmentVariable);
        var domain = DdsDomain.Acquire(DomainId, DomainConfiguration.Text(options, Environment.GetEnvironmentVariable));
        _participant = new CycloneParticipant(domain, options.Distro, options.Enclave);
        try
        {
            SelfTest.Run(_participant);
            _graph = new CycloneGraph(_participant);
        }
        catch
        {
            _participant.Dispose();
            throw;
        }
    }

    public string Name => "cyclone";

    public uint DomainId { get; }

    public IRosGraph Graph => _graph;

    public Action<QosEvent>? QosEvents { get; set; }

    /// <summary>Exceptions that handlers threw; spinning went on.</summary>
    public long HandlerFaults => _participant.Faults.Count;

    public Exception? LastHandlerFault => _participant.Faults.Last;

    public IRawNode OpenNode(string name, string space)
    {
        var node = new CycloneNode(this, _participant, new NodeName(RosNames.Namespace(space), RosNames.Node(name)));
        lock (_announcing)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            _nodes.Add(node);
            Announce([]);
        }
        return node;
    }

    /// <exception cref="ObjectDisposedException">The transport is closed.</exception>
    public int SpinOnce(TimeSpan timeout) => _participant.Turn(timeout, QosEvents);

    public void Wake() => _participant.Loop.Wake();

    public void Dispose()
    {
        CycloneNode[] open;
        lock (_announcing)
        {
            if (_closed) return;
            _closed = true;
            open = [.. _nodes];
        }
        foreach (var node in open) node.Dispose();
        _participant.Dispose();
    }

    /// <param name="added">New endpoints; those that went are no longer in their nodes.</param>
    internal void Announce(params ReadOnlySpan<DdsEndpoint> added)
    {
        foreach (var endpoint in added) _graph.Own(endpoint);
        lock (_announcing)
            if (!_closed) _graph.Announce([.. _nodes.Select(node => node.Describe())]);
    }

    internal void Close(CycloneNode node)
    {
        lock (_announcing)
            if (_nodes.Remove(node)) Announce([]);
    }
}
