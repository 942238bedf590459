using System.Net.WebSockets;
using System.Text;
using System.Text.Unicode;

namespace Forewarn.Serving.Tests;

[Collection(MemoryCollection.Name)]
public sealed class FoxgloveFuzzTests
{
    private static readonly string[] s_ops =
    [
        "subscribe", "unsubscribe", "getParameters", "setParameters", "subscribeParameterUpdates", "unsubscribeParameterUpdates", "advertise",
        "unadvertise", "fetchAsset", "subscribeConnectionGraph", "x",
    ];

    private static readonly string[] s_keys =
    [
        "subscriptions", "subscriptionIds", "parameterNames", "parameters", "channels", "channelIds", "id", "channelId", "name", "value",
        "topic", "encoding",
    ];

    private static readonly string[] s_values =
    [
        "1", "-1", "4294967295", "1e400", "null", "true", "\"/wish\"", "\"/hear\"", "\"cdr\"", "\"\\ud800\"", "[]", "[1,2]", "[\"/wish\"]", "{}",
        "[{\"id\":1,\"channelId\":1}]", "[{\"name\":\"/wish\",\"value\":\"a\"}]", "[{\"id\":1,\"topic\":\"/hear\",\"encoding\":\"cdr\"}]",
    ];

    [Fact]
    public void A_hundred_thousand_frames_of_a_stranger_neither_throw_nor_pile_up()
    {
        var rig = new ClientRig(playback: new StillPlayback());
        var random = new Random(11);
        Feed(20_000);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Feed(100_000);
        long grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(grown < 1 << 20, $"{grown} bytes more after 100 000 frames");
        rig.Say("""{"op":"getParameters","parameterNames":[],"id":"still"}""");
        Assert.Contains(rig.Texts(), text => (string?)text["id"] == "still");

        void Feed(int count)
        {
            for (int i = 0; i < count; i++)
            {
                var (bytes, isText) = Frame(random);
                rig.Client.Handle(bytes, isText);
                rig.Server.Take(rig.Joints, i, i, [1, 2, 3]);
                // One call a client at a time never ends; its time is over when the clock says so.
                if (i % 1000 == 0) rig.Clock.Advance(TimeSpan.FromMinutes(1));
                rig.Frames();
                rig.Messages();
            }
        }
    }

    [Fact]
    public async Task Over_a_socket_a_stranger_s_frames_disturb_nobody()
    {
        var server = new FoxgloveServer(new FoxgloveServerOptions { FrameBytes = 4096 }, TimeProvider.System);
        server.Add(new FoxgloveParameter("/wish", () => "", (_, _) => Task.FromResult<string?>(null)));
        int joints = server.Open(RobotTopics.Joints);
        await using var host = await WebHost.StartAsync(new WebHostOptions { Port = 0 }, [server]);
        using var good = await TestClient.ConnectAsync(host.Address);
        await good.SubscribeAsync("/joint_states");
        using var stranger = await TestClient.ConnectAsync(host.Address);
        var random = new Random(5);
        var reading = Task.Run(async () =>
        {
            while (!((string?)(await stranger.TextAsync("status"))["message"])!.Contains("'the end'", StringComparison.Ordinal))
            {
            }
        });
        for (int i = 0; i < 2000; i++)
        {
            var (bytes, isText) = Frame(random);
            // A text frame that is no UTF-8 ends its connection, by the WebSocket standard.
            await stranger.SendAsync(bytes, isText && Utf8.IsValid(bytes) ? WebSocketMessageType.Text : WebSocketMessageType.Binary);
            if (i % 100 != 0) continue;
            server.Take(joints, i, i, [(byte)(i / 100)]);
            Assert.Equal((0u, (long)i), ((await good.MessageAsync()) is var got ? (got.Subscription, got.Time) : default));
        }
        await stranger.SayAsync("""{"op":"the end"}""");
        await reading;

        using var broken = await TestClient.ConnectAsync(host.Address);
        await broken.SendAsync([0xff, 0xff], WebSocketMessageType.Text);
        await Assert.ThrowsAnyAsync<Exception>(() => broken.TextAsync("nothing"));

        // A frame that is too large ends its own connection.
        using var rude = await TestClient.ConnectAsync(host.Address);
        await rude.SendAsync(new byte[5000]);
        var closed = await Assert.ThrowsAsync<InvalidOperationException>(() => rude.TextAsync("nothing"));
        Assert.Contains("MessageTooBig", closed.Message, StringComparison.Ordinal);
        server.Take(joints, 1, 1, [1]);
        Assert.Equal(1, (await good.MessageAsync()).Time);
    }

    /// <summary>Mostly near to what is understood: well-formed texts with wrong members, cut frames, flipped bytes.</summary>
    private static (byte[] Bytes, bool IsText) Frame(Random random)
    {
        if (random.Next(4) == 0)
        {
            byte[] binary = random.Next(3) switch
            {
                0 => ClientRig.Call((uint)random.Next(3), (uint)random.Next(), [0, 1, 0, 0, 1]),
                1 => [3, (byte)random.Next(3), 0, 0, 128, 63, (byte)random.Next(2), 1, 2, 3, 4, 5, 6, 7, 8, 1, 0, 0, 0, 97],
                _ => [1, (byte)random.Next(3), 0, 0, 0, 0, 1, 0, 0, 2, 0, 0, 0, 97, 0],
            };
            if (random.Next(2) == 0) binary = binary[..random.Next(binary.Length + 1)];
            if (random.Next(2) == 0 && binary.Length > 0) binary[random.Next(binary.Length)] = (byte)random.Next(256);
            return (binary, random.Next(20) == 0);
        }
        var text = new StringBuilder($"{{\"op\":\"{s_ops[random.Next(s_ops.Length)]}\"");
        for (int i = random.Next(4); i > 0; i--) text.Append($",\"{s_keys[random.Next(s_keys.Length)]}\":{s_values[random.Next(s_values.Length)]}");
        byte[] bytes = Encoding.UTF8.GetBytes(text.Append('}').ToString());
        if (random.Next(4) == 0) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return (random.Next(4) == 0 ? bytes[..random.Next(bytes.Length)] : bytes, random.Next(20) != 0);
    }
}
