using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Forewarn.Serving.Tests;

/// <summary>The server over real sockets.</summary>
public sealed class FoxgloveServerTests
{
    [Theory]
    [InlineData(FoxgloveProtocol.Sdk, FoxgloveProtocol.Sdk)]
    [InlineData(FoxgloveProtocol.WebSocket, FoxgloveProtocol.WebSocket)]
    [InlineData("x foxglove.websocket.v1 foxglove.sdk.v1", FoxgloveProtocol.Sdk)]
    public async Task The_subprotocol_offered_is_the_one_spoken(string offered, string spoken)
    {
        await using var host = await HostAsync(new());
        using var client = await TestClient.ConnectAsync(host.Address, offered);
        Assert.Equal((101, spoken), (client.Status, client.Protocol));
        Assert.Equal("serverInfo", (string?)(await client.TextAsync("serverInfo"))["op"]);
        Assert.Empty((await client.TextAsync("advertise"))["channels"]!.AsArray());
    }

    [Fact]
    public async Task Who_does_not_fit_is_told_why_before_a_socket_is_opened()
    {
        await using var host = await HostAsync(new() { ApiKey = "s3cret", MaxClients = 1, Origins = ["https://viewer.example"] });
        Assert.Equal(400, await StatusAsync(null));
        Assert.Equal(400, await StatusAsync("foxglove.sdk.v2"));
        Assert.Equal(401, await StatusAsync(FoxgloveProtocol.Sdk));
        Assert.Equal(401, await StatusAsync(FoxgloveProtocol.Sdk, path: "/?key=s3cre"));
        Assert.Equal(101, await StatusAsync(FoxgloveProtocol.Sdk, path: "/?key=s3cret"));
        Assert.Equal(101, await StatusAsync(FoxgloveProtocol.Sdk, ("Authorization", "Api-Key s3cret")));
        Assert.Equal(403, await StatusAsync(FoxgloveProtocol.Sdk, ("Origin", "https://evil.example"), "/?key=s3cret"));
        Assert.Equal(403, await StatusAsync(FoxgloveProtocol.Sdk, ("Origin", "https://foxglove.dev.evil.example"), "/?key=s3cret"));
        Assert.Equal(403, await StatusAsync(FoxgloveProtocol.Sdk, ("Origin", "null"), "/?key=s3cret"));
        foreach (string origin in (string[])["https://app.foxglove.dev", "http://localhost:8080", "file://", "https://viewer.example"])
            Assert.Equal(101, await StatusAsync(FoxgloveProtocol.Sdk, ("Origin", origin), "/?key=s3cret"));
        using var first = await TestClient.ConnectAsync(host.Address, path: "/?key=s3cret");
        Assert.Equal(503, await StatusAsync(FoxgloveProtocol.Sdk, path: "/?key=s3cret"));
        using var http = new HttpClient();
        Assert.Equal(426, (int)(await http.GetAsync(host.Address)).StatusCode);

        async Task<int> StatusAsync(string? protocol, (string Name, string Value) header = default, string path = "/")
        {
            using var client = await TestClient.ConnectAsync(host.Address, protocol, options =>
            {
                if (header.Name is not null) options.SetRequestHeader(header.Name, header.Value);
            }, path);
            if (client.Status == 101) await CloseAsync(client);
            return client.Status;
        }
    }

    [Fact]
    public async Task Another_module_may_serve_the_same_path_to_other_clients()
    {
        var server = new FoxgloveServer(new(), TimeProvider.System);
        foreach (IWebModule[] modules in (IWebModule[][])[[server, new Greeter()], [new Greeter(), server]])
        {
            await using var host = await WebHost.StartAsync(new WebHostOptions { Port = 0 }, modules);
            using var http = new HttpClient();
            Assert.Equal("hello", await http.GetStringAsync(host.Address));
            using var client = await TestClient.ConnectAsync(host.Address);
            Assert.Equal(FoxgloveProtocol.Sdk, client.Protocol);
            using var other = await TestClient.ConnectAsync(host.Address, protocol: null);
            Assert.Equal(200, other.Status);
        }
    }

    [Fact]
    public async Task A_client_that_stalls_loses_old_messages_and_nobody_else_notices()
    {
        var server = new FoxgloveServer(new FoxgloveServerOptions { QueueBytes = 1 << 20 }, TimeProvider.System);
        int camera = server.Open(RobotTopics.Camera);
        await using var host = await WebHost.StartAsync(new WebHostOptions { Port = 0 }, [server]);
        using var stalled = await TestClient.ConnectAsync(host.Address);
        using var good = await TestClient.ConnectAsync(host.Address);
        await stalled.SubscribeAsync("/front/image_raw");
        await good.SubscribeAsync("/front/image_raw");
        byte[] picture = new byte[256 << 10];
        long sent = 0;
        // Until the buffers of the system are full and the stalled client has lost a hundred; the other gets every one.
        while (server.Dropped < 100)
        {
            BinaryPrimitives.WriteInt64LittleEndian(picture, ++sent);
            server.Take(camera, sent, sent, picture);
            var (_, time, bytes) = await good.MessageAsync();
            Assert.Equal((sent, sent, picture.Length), (time, BinaryPrimitives.ReadInt64LittleEndian(bytes), bytes.Length));
            Assert.True(sent < 10_000, "the stalled client lost nothing");
        }
        Assert.DoesNotContain(good.Texts, text => (string?)text["id"] == "dropped");

        // It reads on: what waited in order, a warning, and the newest.
        var times = new List<long>();
        JsonObject warning = await stalled.TextAsync("status", frame => times.Add(BitConverter.ToInt64(frame, 5)));
        Assert.Equal((1, "dropped"), ((int)warning["level"]!, (string?)warning["id"]));
        while (times.Count == 0 || times[^1] != sent) times.Add((await stalled.MessageAsync()).Time);
        Assert.Equal(times.Order(), times);
        Assert.InRange(sent - times.Count, 100, sent);
    }

    [Fact]
    public async Task A_client_that_asks_without_listening_is_not_listened_to_and_nobody_else_notices()
    {
        var server = new FoxgloveServer(new(), TimeProvider.System);
        string value = new('x', 100_000);
        server.Add(new FoxgloveParameter("/long", () => value));
        int joints = server.Open(RobotTopics.Joints);
        await using var host = await WebHost.StartAsync(new WebHostOptions { Port = 0 }, [server]);
        using var good = await TestClient.ConnectAsync(host.Address);
        await good.SubscribeAsync("/joint_states");
        using var flood = await TestClient.ConnectAsync(host.Address);
        byte[] ask = Encoding.UTF8.GetBytes($$"""{"op":"getParameters","parameterNames":[],"id":"{{new string('y', 10_000)}}"}""");
        // Its own requests come to a stand because nobody takes them any more.
        Task asking = Task.CompletedTask;
        for (int i = 0; asking.IsCompletedSuccessfully; i++)
        {
            asking = flood.Socket.SendAsync(ask, System.Net.WebSockets.WebSocketMessageType.Text, true, CancellationToken.None);
            if (i % 50 == 0)
            {
                server.Take(joints, i, i, [1]);
                Assert.Equal(i, (await good.MessageAsync()).Time);
                await Task.WhenAny(asking, Task.Delay(200));
            }
            else await Task.WhenAny(asking, Task.Delay(1000));
            Assert.True(i < 20_000, "all requests were taken");
        }
        server.Take(joints, 99, 99, [1]);
        Assert.Equal(99, (await good.MessageAsync()).Time);
        flood.Socket.Abort();
        await asking.ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.True(await UntilAsync(() => server.Clients == 1));
    }

    [Fact]
    public async Task Playback_is_controlled_by_clients_of_the_younger_subprotocol_and_time_is_shown_to_all()
    {
        var playback = new StillPlayback();
        var server = new FoxgloveServer(new(), TimeProvider.System) { Playback = playback };
        await using var host = await WebHost.StartAsync(new WebHostOptions { Port = 0 }, [server]);
        using var young = await TestClient.ConnectAsync(host.Address);
        using var old = await TestClient.ConnectAsync(host.Address, FoxgloveProtocol.WebSocket);
        JsonObject info = await young.TextAsync("serverInfo");
        Assert.Equal("""["time","playbackControl"]""", info["capabilities"]!.ToJsonString());
        Assert.Equal("""{"sec":1700000000,"nsec":123456789}""", info["dataStartTime"]!.ToJsonString());
        Assert.Equal("""{"sec":1700000005,"nsec":123456789}""", info["dataEndTime"]!.ToJsonString());
        JsonObject oldInfo = await old.TextAsync("serverInfo");
        Assert.Equal("""["time"]""", oldInfo["capabilities"]!.ToJsonString());
        Assert.False(oldInfo.ContainsKey("dataStartTime"));

        byte[] first = await young.BinaryAsync(5);
        Assert.Equal((1, RobotTopics.Time, 1f, 0, 0),
            (first[1], BitConverter.ToInt64(first, 2), BitConverter.ToSingle(first, 10), first[14], BitConverter.ToInt32(first, 15)));
        byte[] play = [3, 0, .. BitConverter.GetBytes(2.5f), 1, .. BitConverter.GetBytes(RobotTopics.Time + 7), 3, 0, 0, 0, .. "abc"u8];
        await young.SendAsync(play);
        byte[] state = await young.BinaryAsync(5);
        Assert.Equal((0, RobotTopics.Time + 7, 2.5f, 1, 3, "abc"),
            (state[1], BitConverter.ToInt64(state, 2), BitConverter.ToSingle(state, 10), state[14], BitConverter.ToInt32(state, 15),
                Encoding.UTF8.GetString(state[19..])));
        server.ShowTime(RobotTopics.Time + 8);
        foreach (TestClient client in (TestClient[])[young, old])
            Assert.Equal(RobotTopics.Time + 8, BitConverter.ToInt64(await client.BinaryAsync(2), 1));
        await old.SendAsync(play);
        Assert.Contains("playback control", (string?)(await old.TextAsync("status"))["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_says_goodbye()
    {
        var host = await HostAsync(new());
        using var client = await TestClient.ConnectAsync(host.Address);
        Task stopping = host.StopAsync();
        var closed = await Assert.ThrowsAsync<InvalidOperationException>(() => client.TextAsync("nothing"));
        Assert.Contains("EndpointUnavailable", closed.Message, StringComparison.Ordinal);
        await CloseAsync(client);
        await stopping;
        await host.DisposeAsync();
    }

    private static Task<WebHost> HostAsync(FoxgloveServerOptions options) =>
        WebHost.StartAsync(new WebHostOptions { Port = 0 }, [new FoxgloveServer(options, TimeProvider.System)]);

    private static async Task CloseAsync(TestClient client)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await client.Socket.CloseAsync(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure, "", late.Token);
    }

    private static async Task<bool> UntilAsync(Func<bool> condition)
    {
        for (int i = 0; i < 3000 && !condition(); i++) await Task.Delay(10);
        return condition();
    }

    private sealed class Greeter : IWebModule
    {
        public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/", context => context.Response.WriteAsync("hello"));
    }
}
