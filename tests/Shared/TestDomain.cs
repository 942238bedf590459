using Forewarn.RosBridge.Cyclone;

namespace Forewarn.Tests;

/// <summary>
/// A DDS domain that no other test has meanwhile, on the loopback without multicast. Domains are told apart by their
/// UDP ports, so a file held open per domain keeps parallel runs on one machine apart.
/// </summary>
internal sealed class TestDomain : IDisposable
{
    /// <summary>Domains whose ports lie below those that Linux gives out by itself.</summary>
    private const int First = 10, Last = 100;

    // Participants that were killed are missed after a second instead of ten.
    private const string Configuration = """
        <CycloneDDS><Domain Id="any">
          <General><Interfaces><NetworkInterface name="lo" multicast="false"/></Interfaces><AllowMulticast>false</AllowMulticast></General>
          <Discovery><ParticipantIndex>auto</ParticipantIndex><MaxAutoParticipantIndex>20</MaxAutoParticipantIndex>
            <Peers><Peer address="127.0.0.1"/></Peers><LeaseDuration>1s</LeaseDuration></Discovery>
        </Domain></CycloneDDS>
        """;

    private readonly FileStream _held;

    public TestDomain()
    {
        int start = Random.Shared.Next(First, Last);
        for (int i = 0; ; i++)
        {
            int id = First + (start - First + i) % (Last - First);
            try
            {
                string file = Path.Combine(Path.GetTempPath(), $"forewarn-dds-{id}.lock");
                _held = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                Id = (uint)id;
                return;
            }
            catch (IOException) when (i < Last - First)
            {
                // Somebody else tests there.
            }
        }
    }

    public uint Id { get; }

    public CycloneOptions Options => new() { DomainId = Id, Uri = Configuration };

    /// <summary>What a peer process needs to meet us.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["ROS_DOMAIN_ID"] = $"{Id}",
        ["CYCLONEDDS_URI"] = Configuration,
    };

    public CycloneTransport Join() => new(Options);

    public void Dispose() => _held.Dispose();
}
