using System.Globalization;
using Forewarn.Core;

namespace Forewarn.RosBridge.Cyclone;

/// <summary>Domain and configuration, from the options and the environment.</summary>
internal static class DomainConfiguration
{
    // Peers without multicast are asked at the ports of the first participants of the domain, one by one.
    private const string Loopback = """
        <CycloneDDS><Domain Id="any">
          <General><Interfaces><NetworkInterface name="lo" multicast="false"/></Interfaces><AllowMulticast>false</AllowMulticast></General>
          <Discovery><ParticipantIndex>auto</ParticipantIndex><MaxAutoParticipantIndex>60</MaxAutoParticipantIndex>
            <Peers><Peer address="127.0.0.1"/></Peers></Discovery>
        </Domain></CycloneDDS>
        """;

    public static uint Domain(CycloneOptions options, Func<string, string?> variable)
    {
        if (options.DomainId is { } given) return given;
        string? text = variable("ROS_DOMAIN_ID");
        if (string.IsNullOrEmpty(text)) return 0;
        return uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint id)
            ? id
            : throw ForewarnException.Of("ROS_DOMAIN_ID", $"'{text}'", "0 to 232", "Correct the variable or unset it.", ExitCode.Usage);
    }

    /// <returns>Null leaves it to CycloneDDS, which reads <c>CYCLONEDDS_URI</c> itself.</returns>
    public static string? Text(CycloneOptions options, Func<string, string?> variable)
    {
        bool loopback = options.LoopbackOnly || variable("ROS_LOCALHOST_ONLY") == "1";
        if (!loopback) return options.Uri;
        // CycloneDDS takes a list; later entries win.
        string? own = options.Uri ?? variable("CYCLONEDDS_URI");
        return string.IsNullOrEmpty(own) ? Loopback : $"{Loopback},{own}";
    }
}
