using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Forewarn.Core;

namespace Forewarn.Serving.Tests.Openpi;

/// <summary>What one client does to the others, asserted by the order of events, not by the clock.</summary>
public sealed class IsolationTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Turns_go_round_whoever_floods()
    {
        using var gate = new SemaphoreSlim(0);
        var order = new ConcurrentQueue<string>();
        var policy = new ScriptedPolicy(async (observation, cancel) =>
        {
            order.Enqueue(observation.Text("who"));
            await gate.WaitAsync(cancel);
            return [];
        });
        await using var running = await RunningServer.StartAsync(policy);
        using ClientWebSocket flood = await RawAsync(running), second = await RawAsync(running), third = await RawAsync(running);
        // All of their observations are on the wire at once.
        await SendAsync(flood, Observation("flood"), 40);
        await Until(() => order.Count == 1);
        await SendAsync(second, Observation("second"), 8);
        await Until(() => running.Server.Waiting == 1);
        await SendAsync(third, Observation("third"), 8);
        for (int turn = 1; turn <= 12; turn++)
        {
            await Until(() => order.Count == turn && running.Server.Waiting == 2);
            if (turn < 12) gate.Release();
        }
        Assert.Equal(Enumerable.Repeat((string[])["flood", "second", "third"], 4).SelectMany(w => w), order);
        gate.Release(100);
    }

    [Fact]
    public async Task A_reader_that_stalls_is_stopped_by_its_own_socket()
    {
        int flooded = 0;
        var large = new WireMap { ["actions"] = new byte[8 << 20] };
        var policy = new ScriptedPolicy(observation =>
        {
            if (observation.Text("who") != "flood") return [];
            Interlocked.Increment(ref flooded);
            return large;
        });
        await using var running = await RunningServer.StartAsync(policy);
        using ClientWebSocket flood = await RawAsync(running);
        Task sending = SendAsync(flood, Observation("flood"), 40);
        using OpenpiClient other = await running.ConnectAsync();
        for (int i = 0; i < 50; i++) await other.InferAsync(Map("other"), Cancel);
        await sending;
        // 320 MB of answers lie nowhere: what the sockets do not hold is not computed.
        Assert.InRange(Volatile.Read(ref flooded), 1, 20);
        // It reads at last, and every observation is answered.
        for (int i = 0; i < 40; i++) Assert.True(await MessageAsync(flood) > 8 << 20);
    }

    [Fact]
    public async Task Half_a_frame_is_waited_for_alone_and_not_for_ever()
    {
        await using var running = await RunningServer.StartAsync(ScriptedPolicy.Echo, new() { FrameTimeout = TimeSpan.FromMilliseconds(300) });
        using ClientWebSocket half = await RawAsync(running);
        await half.SendAsync(new byte[1000], WebSocketMessageType.Binary, endOfMessage: false, Cancel);
        using OpenpiClient other = await running.ConnectAsync();
        for (int i = 0; i < 20; i++) await other.InferAsync([], Cancel);
        await Until(() => running.Server.Clients == 1);
        await other.InferAsync([], Cancel);
    }

    [Fact]
    public async Task A_policy_that_ignores_its_deadline_keeps_its_thread_alone()
    {
        using var gate = new ManualResetEventSlim();
        var policy = new ScriptedPolicy(observation =>
        {
            if (observation.Text("who") == "wedged") gate.Wait();
            return [];
        });
        await using var running = await RunningServer.StartAsync(policy, new() { Workers = 2, Deadline = TimeSpan.FromMilliseconds(200) });
        using OpenpiClient wedged = await running.ConnectAsync(), other = await running.ConnectAsync();
        var told = await Assert.ThrowsAsync<ForewarnException>(() => wedged.InferAsync(Map("wedged"), Cancel));
        Assert.Contains("none after 200 ms", told.Message);
        for (int i = 0; i < 20; i++) await other.InferAsync(Map("other"), Cancel);
        wedged.Dispose();
        await Until(() => running.Server.Clients == 1);
        Assert.Equal(0, policy.Disposed);
        gate.Set();
        await Until(() => policy.Disposed == 1);
    }

    [Fact]
    public async Task Waiting_counts_toward_the_deadline()
    {
        using var gate = new ManualResetEventSlim();
        var begun = new ConcurrentQueue<string>();
        var policy = new ScriptedPolicy(observation =>
        {
            begun.Enqueue(observation.Text("who"));
            gate.Wait();
            return [];
        });
        await using var running = await RunningServer.StartAsync(policy, new() { Deadline = TimeSpan.FromMilliseconds(300) });
        using OpenpiClient first = await running.ConnectAsync(), second = await running.ConnectAsync();
        Task<WireMap> busy = first.InferAsync(Map("busy"), Cancel);
        await Until(() => !begun.IsEmpty);
        await Assert.ThrowsAsync<ForewarnException>(() => second.InferAsync(Map("late"), Cancel));
        await Assert.ThrowsAsync<ForewarnException>(() => busy);
        gate.Set();
        using OpenpiClient third = await running.ConnectAsync();
        await third.InferAsync(Map("third"), Cancel);
        Assert.Equal(["busy", "third"], begun);
    }

    [Fact]
    public async Task A_client_that_leaves_takes_its_observation_along()
    {
        TaskCompletionSource begun = new(), canceled = new();
        var policy = new ScriptedPolicy(async (_, cancel) =>
        {
            begun.TrySetResult();
            using var _1 = cancel.Register(() => canceled.TrySetResult());
            await Task.Delay(Timeout.Infinite, cancel);
            return [];
        });
        await using var running = await RunningServer.StartAsync(policy);
        OpenpiClient client = await running.ConnectAsync();
        Task<WireMap> call = client.InferAsync([], Cancel);
        await begun.Task.WaitAsync(s_patience, Cancel);
        client.Dispose();
        await canceled.Task.WaitAsync(s_patience, Cancel);
        await Until(() => running.Server.Clients == 0 && policy.Disposed == 1);
        await Assert.ThrowsAnyAsync<Exception>(() => call);
    }

    [Fact]
    public async Task Places_are_counted()
    {
        await using var running = await RunningServer.StartAsync(ScriptedPolicy.Echo, new() { MaxClients = 2 });
        using OpenpiClient first = await running.ConnectAsync();
        OpenpiClient second = await running.ConnectAsync();
        var refused = await Assert.ThrowsAsync<ForewarnException>(() => running.ConnectAsync());
        Assert.Contains("503", refused.Message);
        second.Dispose();
        await Until(() => running.Server.Clients == 1);
        using OpenpiClient third = await running.ConnectAsync();
        await third.InferAsync([], Cancel);
    }

    [Fact]
    public async Task Connections_that_say_nothing_end()
    {
        var web = new WebHostOptions { Connections = 4, HandshakeTimeout = TimeSpan.FromMilliseconds(500) };
        await using var running = await RunningServer.StartAsync(ScriptedPolicy.Echo, web: web);
        using OpenpiClient before = await running.ConnectAsync();
        TcpClient[] silent = [.. Enumerable.Range(0, 4).Select(_ => new TcpClient("127.0.0.1", running.Address.Port))];
        await silent[1].GetStream().WriteAsync("GET / HTTP/1.1\r\nUpgrade: webs"u8.ToArray(), Cancel);
        await before.InferAsync([], Cancel);
        foreach (TcpClient client in silent)
            while (await client.GetStream().ReadAsync(new byte[1000], Cancel) > 0) { }
        using OpenpiClient after = await running.ConnectAsync();
        await after.InferAsync([], Cancel);
        foreach (TcpClient client in silent) client.Dispose();
    }

    [Fact]
    public async Task Stopping_says_goodbye()
    {
        await using var running = await RunningServer.StartAsync(ScriptedPolicy.Echo);
        using ClientWebSocket client = await RawAsync(running);
        Task stopping = running.StopAsync();
        var got = await client.ReceiveAsync(new byte[100], Cancel);
        Assert.Equal((WebSocketMessageType.Close, WebSocketCloseStatus.EndpointUnavailable), (got.MessageType, client.CloseStatus));
        await client.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", Cancel);
        await stopping.WaitAsync(s_patience, Cancel);
    }

    [Fact]
    public async Task A_large_batch_lets_others_pass()
    {
        var order = new ConcurrentQueue<string>();
        using var gate = new SemaphoreSlim(0);
        var policy = new ScriptedPolicy(async (observation, cancel) =>
        {
            order.Enqueue(observation.Text("who"));
            await gate.WaitAsync(cancel);
            return new WireMap { ["actions"] = NdArray.Of<float>([1], 1, 1) };
        });
        await using var running = await RunningServer.StartAsync(policy);
        using OpenpiClient batching = await running.ConnectAsync(), single = await running.ConnectAsync();
        Task<WireMap> batch = batching.InferAsync(new WireMap { ["batch"] = Enumerable.Repeat<object?>(Map("batch"), 10).ToArray() }, Cancel);
        await Until(() => order.Count == 1);
        Task<WireMap> one = single.InferAsync(Map("single"), Cancel);
        await Until(() => running.Server.Waiting == 1);
        gate.Release(100);
        await one;
        Assert.Equal(10, (await batch).List("batch").Count);
        Assert.Equal("single", order.ElementAt(1));
    }

    private static WireMap Map(string who) => new() { ["who"] = who };

    private static byte[] Observation(string who) => WireWriter.Write(Map(who));

    private static async Task<ClientWebSocket> RawAsync(RunningServer running)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{running.Address.Port}/"), Cancel);
        Assert.True(await MessageAsync(socket) > 0);
        return socket;
    }

    private static async Task<long> MessageAsync(ClientWebSocket socket)
    {
        var room = new byte[1 << 20];
        for (long length = 0; ;)
        {
            var got = await socket.ReceiveAsync(room, Cancel);
            Assert.True(got.MessageType == WebSocketMessageType.Binary, Encoding.UTF8.GetString(room, 0, got.Count));
            length += got.Count;
            if (got.EndOfMessage) return length;
        }
    }

    private static async Task SendAsync(ClientWebSocket socket, byte[] frame, int times)
    {
        for (int i = 0; i < times; i++) await socket.SendAsync(frame, WebSocketMessageType.Binary, endOfMessage: true, Cancel);
    }

    private static async Task Until(Func<bool> holds)
    {
        using var late = new CancellationTokenSource(s_patience);
        while (!holds()) await Task.Delay(2, late.Token);
    }
}
