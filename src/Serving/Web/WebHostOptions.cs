using System.Net;
using Forewarn.Core;

namespace Forewarn.Serving;

/// <summary>Where a <see cref="WebHost"/> listens and what it bears.</summary>
public sealed record WebHostOptions
{
    /// <summary>An address of this machine; the loopback by default, so that nobody else gets in unasked.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>0 = one that is free.</summary>
    public int Port { get; init; } = 8000;

    /// <summary>Connections that have not become sockets yet, and pages that are being read.</summary>
    public int Connections { get; init; } = 64;

    /// <summary>How long a connection may take to say what it wants, and may idle between requests.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long stopping waits for those who are connected.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <exception cref="ForewarnException">The host is not an address, or the port is none.</exception>
    internal IPEndPoint Endpoint() => Port is < 0 or > 65_535
        ? throw ForewarnException.Of("port", $"{Port}", "0 to 65535", "Choose another port.", ExitCode.Usage)
        : new IPEndPoint(Host switch
        {
            "localhost" => IPAddress.Loopback,
            "*" => IPAddress.Any,
            _ when IPAddress.TryParse(Host, out var address) => address,
            _ => throw ForewarnException.Of("host", $"'{Host}'", "an IP address of this machine, localhost, or * for all of them",
                "Find the address with `ip address`.", ExitCode.Usage),
        }, Port);
}
