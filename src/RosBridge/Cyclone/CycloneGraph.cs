using System.Runtime.InteropServices;
using Forewarn.Messages;
using Forewarn.RosBridge.Cyclone.Native;

namespace Forewarn.RosBridge.Cyclone;

/// <summary>
/// The graph as discovery and the participants' own announcements tell it. Participants that leave, or whose lease ends,
/// take their nodes with them.
/// </summary>
internal sealed unsafe class CycloneGraph : IRosGraph
{
    private static readonly QosProfile s_announcements = QosProfile.Latched with { MaxBlocking = TimeSpan.FromMilliseconds(100) };

    private readonly CycloneParticipant _participant;
    private readonly GraphFormat _format;
    private readonly DdsWriter _writer;
    private readonly DdsReader _reader;
    private readonly CdrWriter _cdr = new();
    private readonly Lock _lock = new();
    private readonly HashSet<UInt128> _alive = [];
    private readonly Dictionary<UInt128, NodeName[]> _announced = [];
    private readonly Dictionary<UInt128, DiscoveredEndpoint> _endpoints = [];
    private readonly Dictionary<string, string> _ownTypes = [];
    private readonly UInt128 _self;
    private NodeName[] _own = [];

    public CycloneGraph(CycloneParticipant participant)
    {
        _participant = participant;
        _format = new GraphFormat(participant.Distro);
        UInt128 self;
        DdsError.Check(DdsNative.GetGuid(participant.Handle.Entity, &self), "identity of the participant");
        _self = self;
        // Announcements come with discovery, so discovery is read first.
        _ = new DiscoveryReader(participant, DdsNative.BuiltinParticipants, OnParticipant);
        _ = new DiscoveryReader(participant, DdsNative.BuiltinPublications, (sample, alive) => OnEndpoint(sample, alive, true));
        _ = new DiscoveryReader(participant, DdsNative.BuiltinSubscriptions, (sample, alive) => OnEndpoint(sample, alive, false));
        var type = participant.TypeOf(_format.Type);
        _writer = new DdsWriter(participant, RosNames.Graph, RosNames.Graph, type, s_announcements);
        _reader = new DdsReader(participant, RosNames.Graph, RosNames.Graph, type, s_announcements with { KeepAll = true },
            OnAnnouncement, ignoreOwn: true);
    }

    public IReadOnlyList<NodeName> Nodes
    {
        get
        {
            lock (_lock) return [.. _own, .. _announced.Where(p => _alive.Contains(p.Key)).SelectMany(p => p.Value)];
        }
    }

    public int CountPublishers(string topic) => Count(topic, isPublisher: true);

    public int CountSubscriptions(string topic) => Count(topic, isPublisher: false);

    /// <summary>Tells everybody which nodes live here.</summary>
    public void Announce(IReadOnlyCollection<AnnouncedNode> nodes)
    {
        lock (_lock)
        {
            _own = [.. nodes.Select(node => node.Name)];
            _format.Write(_cdr, _self, nodes);
            _writer.Send(_cdr.Bytes);
        }
    }

    /// <summary>Notes the type of an own endpoint, and complains about peers that use another.</summary>
    public void Own(DdsEndpoint endpoint)
    {
        lock (_lock)
        {
            _ownTypes[endpoint.DdsTopic] = endpoint.Type.Message.DdsName;
            foreach (var other in _endpoints.Values) Compare(other);
        }
    }

    private int Count(string topic, bool isPublisher)
    {
        string name = RosNames.Topic(topic);
        lock (_lock) return _endpoints.Values.Count(e => e.IsPublisher == isPublisher && e.Topic == name);
    }

    private void OnAnnouncement(ReadOnlySpan<byte> cdr, in MessageInfo info)
    {
        if (!_format.TryRead(cdr, out var participant, out var nodes)) return;
        lock (_lock) _announced[participant] = nodes;
    }

    private void OnParticipant(BuiltinEndpoint* sample, bool alive)
    {
        var key = Key(sample);
        lock (_lock)
        {
            if (alive) _alive.Add(key);
            else if (_alive.Remove(key)) _announced.Remove(key);
        }
    }

    private void OnEndpoint(BuiltinEndpoint* sample, bool alive, bool isPublisher)
    {
        var key = Key(sample);
        lock (_lock)
        {
            if (!alive) _endpoints.Remove(key);
            else if (sample->TopicName is not null && !_endpoints.ContainsKey(key))
                Compare(_endpoints[key] = new(Text(sample->TopicName), Text(sample->TypeName), isPublisher));
        }
    }

    /// <summary>DDS never matches endpoints of different types, and says nothing about it.</summary>
    private void Compare(DiscoveredEndpoint other)
    {
        if (other.Reported || !_ownTypes.TryGetValue(other.Topic, out string? type) || type == other.Type) return;
        other.Reported = true;
        _participant.Raise(new QosEvent(QosEventKind.IncompatiblePeer, other.Topic["rt".Length..], 1,
            $"a {(other.IsPublisher ? "publisher" : "subscription")} uses it with {other.Type}, here it is {type}: "
            + "they do not hear each other"));
    }

    private static UInt128 Key(BuiltinEndpoint* sample) => MemoryMarshal.Read<UInt128>(new ReadOnlySpan<byte>(sample->Key, 16));

    private static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";

    private sealed record DiscoveredEndpoint(string Topic, string Type, bool IsPublisher)
    {
        public bool Reported { get; set; }
    }
}
