namespace Forewarn.Serving;

/// <summary>
/// Names and numbers of Foxglove's WebSocket protocol. Its two subprotocols have the same frames; the younger adds the
/// control of a playback.
/// </summary>
public static class FoxgloveProtocol
{
    /// <summary>What current Foxglove apps speak.</summary>
    public const string Sdk = "foxglove.sdk.v1";

    /// <summary>What older apps, their relatives and foxglove_bridge speak.</summary>
    public const string WebSocket = "foxglove.websocket.v1";

    public const int DefaultPort = 8765;

    internal const byte ServerMessage = 1, ServerTime = 2, ServerCallResponse = 3, ServerPlaybackState = 5;

    internal const byte ClientMessage = 1, ClientCallRequest = 2, ClientPlaybackControl = 3;

    /// <summary>Op code, subscription, time: what stands before the bytes of a message.</summary>
    internal const int MessageHead = 1 + 4 + 8;

    /// <returns>The best of those offered; null when it is none of ours.</returns>
    internal static string? Choose(IList<string> offered) =>
        offered.Contains(Sdk) ? Sdk : offered.Contains(WebSocket) ? WebSocket : null;
}
