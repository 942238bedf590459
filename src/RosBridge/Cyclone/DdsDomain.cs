using System.Runtime.InteropServices;
using Forewarn.Core;
using Forewarn.RosBridge.Cyclone.Native;

namespace Forewarn.RosBridge.Cyclone;

/// <summary>
/// A domain of this process. CycloneDDS configures one once, for all participants in it, and deleting it deletes them:
/// so it goes with the last of ours.
/// </summary>
internal sealed unsafe class DdsDomain
{
    private static readonly Dictionary<uint, DdsDomain> s_open = [];

    private readonly string? _configuration;
    private readonly int _entity;
    private int _users = 1;

    private DdsDomain(uint id, string? configuration)
    {
        (Id, _configuration) = (id, configuration);
        if (configuration is null) return; // the first participant makes it, from CYCLONEDDS_URI
        nint text = Marshal.StringToCoTaskMemUTF8(configuration);
        try
        {
            _entity = DdsError.Check(DdsNative.CreateDomain(id, (byte*)text), $"DDS domain {id}", "Look at CYCLONEDDS_URI.");
        }
        finally
        {
            Marshal.FreeCoTaskMem(text);
        }
    }

    public uint Id { get; }

    /// <exception cref="ForewarnException">The id is out of range, or the domain is open with another configuration.</exception>
    public static DdsDomain Acquire(uint id, string? configuration)
    {
        if (id > 232) throw ForewarnException.Of("ROS_DOMAIN_ID", $"{id}", "0 to 232", "Choose a smaller domain.", ExitCode.Usage);
        lock (s_open)
        {
            if (!s_open.TryGetValue(id, out var domain)) return s_open[id] = new DdsDomain(id, configuration);
            if (configuration is not null && configuration != domain._configuration)
                throw ForewarnException.Of($"DDS domain {id}", "another configuration, in this process", "the same for every participant",
                    "Use another domain or the same configuration.", ExitCode.Usage);
            domain._users++;
            return domain;
        }
    }

    public void Release()
    {
        lock (s_open)
        {
            if (--_users > 0) return;
            s_open.Remove(Id);
            if (_entity > 0) DdsNative.Delete(_entity);
        }
    }
}
