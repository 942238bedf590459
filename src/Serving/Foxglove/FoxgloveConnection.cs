using System.Net.WebSockets;

namespace Forewarn.Serving;

/// <summary>The socket of one client: one side reads its requests, the other sends what its outbox holds.</summary>
internal sealed class FoxgloveConnection(FoxgloveClient client, FrameSocket frames, FoxgloveServerOptions options, TimeProvider time)
{
    private const int SmallMessage = 16 << 10;

    private readonly byte[] _room = new byte[SmallMessage];
    private readonly List<FoxgloveFrame> _state = [];

    /// <summary>Serves until either side ends it.</summary>
    /// <param name="gone">The connection is lost.</param>
    /// <param name="stopping">The server stops.</param>
    public async Task RunAsync(CancellationToken gone, CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(gone);
        using var stop = stopping.Register(() => _ = frames.GoodbyeAsync(ended));
        Task sending = SendAllAsync(ended);
        WebSocketCloseStatus status = WebSocketCloseStatus.NormalClosure;
        string reason = "";
        try
        {
            while (await frames.ReceiveAsync(ended.Token) is { } frame)
            {
                client.Handle(frame.Bytes, frame.IsText);
                await client.Outbox.RoomAsync(ended.Token);
            }
        }
        catch (FrameSocket.FrameTooLargeException fault)
        {
            (status, reason) = (WebSocketCloseStatus.MessageTooBig, fault.Message);
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException or IOException)
        {
            // Half a frame, no WebSocket frame, or frames that nobody took: the socket itself is of no more use.
            frames.Socket.Abort();
        }
        await ended.CancelAsync();
        await sending;
        await frames.CloseAsync(status, reason);
    }

    private async Task SendAllAsync(CancellationTokenSource ended)
    {
        using var late = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, ended.Token);
        try
        {
            while (true)
            {
                await client.Outbox.WaitAsync(ended.Token);
                while (await SendNextAsync(late, both.Token))
                {
                }
            }
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            if (!ended.IsCancellationRequested) await ended.CancelAsync();
        }
    }

    /// <summary>Sends the answers there are, what is to be told, and one message.</summary>
    /// <returns>False when there was no message.</returns>
    private async Task<bool> SendNextAsync(CancellationTokenSource late, CancellationToken cancel)
    {
        while (client.Outbox.TryTakeAnswer(out FoxgloveFrame answer)) await SendAsync(answer.Bytes, TypeOf(answer), true);
        client.TellState(_state);
        foreach (FoxgloveFrame frame in _state) await SendAsync(frame.Bytes, TypeOf(frame), true);
        _state.Clear();
        if (!client.Outbox.TryTakeMessage(out SharedFrame message, out FoxgloveSubscription to)) return false;
        try
        {
            if (to.Wants(message)) await SendMessageAsync();
        }
        finally
        {
            message.Release();
        }
        return true;

        async Task SendMessageAsync()
        {
            FoxgloveBinary.WriteMessageHead(_room, to.Id, message.Time);
            if (message.Length <= SmallMessage - FoxgloveProtocol.MessageHead)
            {
                message.Bytes.CopyTo(_room.AsMemory(FoxgloveProtocol.MessageHead));
                await SendAsync(_room.AsMemory(0, FoxgloveProtocol.MessageHead + message.Length), WebSocketMessageType.Binary, true);
                return;
            }
            // In two fragments: a picture is not copied for the sake of 13 bytes.
            await SendAsync(_room.AsMemory(0, FoxgloveProtocol.MessageHead), WebSocketMessageType.Binary, false);
            await SendAsync(message.Bytes, WebSocketMessageType.Binary, true);
        }

        async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, WebSocketMessageType type, bool isEnd)
        {
            late.CancelAfter(options.FrameTimeout);
            await frames.Socket.SendAsync(bytes, type, isEnd, cancel);
            late.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    private static WebSocketMessageType TypeOf(FoxgloveFrame frame) =>
        frame.IsText ? WebSocketMessageType.Text : WebSocketMessageType.Binary;
}
