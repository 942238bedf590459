using System.Globalization;

namespace Forewarn.RosBridge.Cyclone;

/// <summary>
/// Looks for peers on a service's topics that do not name the identity which rmw_cyclonedds puts into user data. Such a
/// peer (rmw_fastrtps, a plain DDS program) matches, since topic and type names are the same, but carries the
/// correlation outside of the sample, where CycloneDDS's interface does not reach: say so once instead of being silent.
/// </summary>
internal sealed class ForeignPeers
{
    private const int MostPeers = 64;

    private readonly CycloneParticipant _participant;
    private readonly DdsReader _reader;
    private readonly byte[] _key;
    private readonly string _role;
    private readonly HashSet<ulong> _seen = [];
    private readonly Lock _lock = new();
    private int _found;

    /// <param name="reader">Reader of the requests or the replies.</param>
    /// <param name="role">What the peer takes itself for: client or server.</param>
    public ForeignPeers(CycloneParticipant participant, DdsReader reader, ReadOnlySpan<byte> key, string role)
    {
        (_participant, _reader, _key, _role) = (participant, reader, key.ToArray(), role);
        reader.OnMatch += Look;
        Look();
    }

    private void Look()
    {
        Span<ulong> peers = stackalloc ulong[MostPeers];
        foreach (ulong peer in peers[.._reader.Matched(peers)])
        {
            lock (_lock)
            {
                if (!_seen.Add(peer)) continue;
            }
            if (_reader.TryGetIdentity(peer, _key, out _, out int vendor) || vendor == 0) continue;
            _participant.Raise(new QosEvent(QosEventKind.IncompatiblePeer, _reader.Name, Interlocked.Increment(ref _found),
                $"a {_role} of {Vendor(vendor)} is here that does not speak services as rmw_cyclonedds does; "
                + "they will not understand each other. Start it with RMW_IMPLEMENTATION=rmw_cyclonedds_cpp."));
        }
    }

    /// <summary>Vendor numbers as the Object Management Group gives them out.</summary>
    private static string Vendor(int number) => number switch
    {
        0x0101 => "RTI Connext",
        0x010f => "eProsima Fast DDS",
        0x0110 => "Eclipse CycloneDDS without ROS 2's service identity",
        _ => string.Create(CultureInfo.InvariantCulture, $"DDS vendor {number >> 8}.{number & 0xff}"),
    };
}
