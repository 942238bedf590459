using System.Net.WebSockets;
using Forewarn.Core;

namespace Forewarn.Serving;

/// <summary>Whole frames over a WebSocket. Room for a frame grows with what arrives, not with what is announced.</summary>
internal sealed class FrameSocket(WebSocket socket, int limit, TimeSpan frameTimeout, TimeProvider time)
{
    /// <summary>How long the other side may take to answer a farewell.</summary>
    private static readonly TimeSpan s_goodbye = TimeSpan.FromSeconds(2);

    private const int FirstRoom = 64 << 10, KeptRoom = 4 << 20;

    private byte[] _room = new byte[FirstRoom];

    public WebSocket Socket => socket;

    /// <summary>The next frame, its fragments put together; valid until the next call.</summary>
    /// <returns>Null when the other side closed.</returns>
    /// <exception cref="FrameTooLargeException">It passed the limit.</exception>
    /// <exception cref="WebSocketException">The connection broke, or what came was no WebSocket frame.</exception>
    /// <exception cref="OperationCanceledException">Canceled, or the rest of a frame did not come in time.</exception>
    public async Task<Frame?> ReceiveAsync(CancellationToken cancel)
    {
        if (_room.Length > KeptRoom) _room = new byte[FirstRoom];
        int length = 0;
        CancellationTokenSource? late = null, both = null;
        try
        {
            while (true)
            {
                if (length == _room.Length) Array.Resize(ref _room, (int)Math.Min(limit + 1L, 2L * length));
                var got = await socket.ReceiveAsync(_room.AsMemory(length), both?.Token ?? cancel);
                if (got.MessageType == WebSocketMessageType.Close) return null;
                length += got.Count;
                if (length > limit) throw new FrameTooLargeException(limit);
                if (got.EndOfMessage)
                    return new(_room.AsMemory(0, length), got.MessageType == WebSocketMessageType.Text);
                if (both is not null) continue;
                late = new CancellationTokenSource(frameTimeout, time);
                both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
            }
        }
        finally
        {
            both?.Dispose();
            late?.Dispose();
        }
    }

    /// <exception cref="OperationCanceledException">Canceled, or the other side did not take it in time.</exception>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes, WebSocketMessageType type, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(frameTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        await socket.SendAsync(bytes, type, endOfMessage: true, both.Token);
    }

    /// <summary>
    /// Closes, and reads on for a moment until the other side has closed too: closing a TCP connection with unread bytes
    /// would reset it, and the reset can overtake what was just sent.
    /// </summary>
    public async Task CloseAsync(WebSocketCloseStatus status, string reason)
    {
        using var late = new CancellationTokenSource(s_goodbye, time);
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(status, reason, late.Token);
            while (socket.State is WebSocketState.CloseSent)
                await socket.ReceiveAsync(_room.AsMemory(), late.Token);
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException or IOException)
        {
            // Whoever does not say goodbye is gone as well.
        }
    }

    /// <summary>Says that the server goes away; who does not answer that is cut off.</summary>
    public async Task GoodbyeAsync(CancellationTokenSource ended)
    {
        try
        {
            using var late = new CancellationTokenSource(s_goodbye, time);
            await socket.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, "the server stops", late.Token);
            await Task.Delay(s_goodbye, time, ended.Token);
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException or InvalidOperationException)
        {
            // It was closed or lost already.
        }
        try
        {
            await ended.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself.
        }
    }

    /// <param name="IsText">A text frame instead of a binary one.</param>
    public sealed record Frame(ReadOnlyMemory<byte> Bytes, bool IsText);

    /// <summary>A frame of more bytes than allowed; the rest of it is unread.</summary>
    public sealed class FrameTooLargeException(int limit) : Exception($"the frame is larger than {limit} bytes");
}
