namespace Forewarn.RosBridge.Cyclone;

/// <summary>How to join a DDS domain.</summary>
public sealed record CycloneOptions
{
    /// <summary>0 to 232; null takes <c>ROS_DOMAIN_ID</c>, or 0.</summary>
    public uint? DomainId { get; init; }

    /// <summary>Whose graph format to speak. Peers of another format are not seen in the graph; topics are not affected.</summary>
    public RosDistro Distro { get; init; } = RosDistro.Jazzy;

    /// <summary>The release that <c>ROS_DISTRO</c> names; one that is not known here counts as a new one.</summary>
    public static RosDistro DistroOf(string? name) =>
        Enum.TryParse(name?.Trim(), ignoreCase: true, out RosDistro distro) && Enum.IsDefined(distro) ? distro
        : string.IsNullOrWhiteSpace(name) ? RosDistro.Jazzy
        : RosDistro.Kilted;

    /// <summary>Configuration of CycloneDDS, in the form of <c>CYCLONEDDS_URI</c>; null takes that variable.</summary>
    public string? Uri { get; init; }

    /// <summary>Nobody outside of this machine, no multicast. <c>ROS_LOCALHOST_ONLY=1</c> asks for the same.</summary>
    public bool LoopbackOnly { get; init; }

    /// <summary>Security enclave that the participant names; <c>/</c> for none.</summary>
    public string Enclave { get; init; } = "/";
}
