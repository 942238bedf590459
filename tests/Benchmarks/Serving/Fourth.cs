using System.Net.WebSockets;
using Forewarn.Serving;

namespace Forewarn.Benchmarks.Serving;

/// <summary>The client that misbehaves for one phase.</summary>
internal sealed class Fourth(Uri address, byte[] observation, TimeSpan period, TimeProvider time)
{
    /// <summary>Ways to misbehave, with the largest ratio of the others' p99 that is fair.</summary>
    public IReadOnlyList<(string Name, Func<CancellationToken, Task> Run, double Bar)> Ways =>
    [
        ("stalls in mid-frame", HalfFrameAsync, 1.2),
        ("asks on, reads nothing", DeafAsync, 1.2),
        ("connects and sends garbage", GarbageAsync, 1.2),
        // It always has its next observation ready: the others may meet one more turn of the policy than before.
        ("asks without a pause", FloodAsync, 2),
    ];

    private async Task HalfFrameAsync(CancellationToken end)
    {
        using ClientWebSocket socket = await ConnectAsync(end);
        await socket.SendAsync(observation.AsMemory(0, observation.Length / 2), WebSocketMessageType.Binary, endOfMessage: false, end);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, end);
    }

    private async Task DeafAsync(CancellationToken end)
    {
        using ClientWebSocket socket = await ConnectAsync(end);
        using var timer = new PeriodicTimer(period, time);
        while (await timer.WaitForNextTickAsync(end)) await SendAsync(socket, end);
    }

    private async Task FloodAsync(CancellationToken end)
    {
        using ClientWebSocket socket = await ConnectAsync(end);
        while (true) await SendAsync(socket, end);
    }

    private async Task GarbageAsync(CancellationToken end)
    {
        using var timer = new PeriodicTimer(period, time);
        while (await timer.WaitForNextTickAsync(end))
        {
            using ClientWebSocket socket = await ConnectAsync(end);
            await socket.SendAsync(new byte[] { 0xC1, 0xFF, 0x00 }, WebSocketMessageType.Binary, endOfMessage: true, end);
        }
    }

    private Task SendAsync(ClientWebSocket socket, CancellationToken end) =>
        socket.SendAsync(observation, WebSocketMessageType.Binary, endOfMessage: true, end);

    private async Task<ClientWebSocket> ConnectAsync(CancellationToken end)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(OpenpiAddress.Parse(OpenpiAddress.Of(address)), end);
        return socket;
    }
}
