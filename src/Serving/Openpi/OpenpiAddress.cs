using Forewarn.Core;

namespace Forewarn.Serving;

/// <summary>Where an openpi server is: <c>openpi://host:port</c>, or its WebSocket address.</summary>
public static class OpenpiAddress
{
    public const int DefaultPort = 8000;

    /// <summary>What clients type to reach a host that listens at <paramref name="listening"/>.</summary>
    public static string Of(Uri listening) => $"openpi://{listening.Host}:{listening.Port}";

    /// <returns>A <c>ws</c> or <c>wss</c> address.</returns>
    /// <exception cref="ForewarnException">No such address.</exception>
    public static Uri Parse(string text)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Host.Length > 0 && uri.Scheme is "openpi" or "ws" or "wss")
        {
            int port = uri.IsDefaultPort || uri.Port < 0 ? uri.Scheme == "wss" ? 443 : DefaultPort : uri.Port;
            return new UriBuilder(uri) { Scheme = uri.Scheme == "wss" ? "wss" : "ws", Port = port }.Uri;
        }
        throw ForewarnException.Of("address of an openpi server", $"'{text}'", "openpi://HOST:PORT", "Name the host and the port it serves at.",
            ExitCode.Usage);
    }
}
