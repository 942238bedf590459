using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Forewarn.Serving.Tests;

/// <summary>A minimal client of the protocol.</summary>
internal sealed class TestClient : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _room = new byte[8 << 20];

    public WebSocket Socket => _socket;

    public string? Protocol => _socket.SubProtocol;

    /// <summary>Texts that came while something else was waited for.</summary>
    public List<JsonObject> Texts { get; } = [];

    public static async Task<TestClient> ConnectAsync(
        Uri host, string? protocol = FoxgloveProtocol.Sdk, Action<ClientWebSocketOptions>? options = null, string path = "/")
    {
        var client = new TestClient();
        if (protocol is not null)
            foreach (string one in protocol.Split(' ')) client._socket.Options.AddSubProtocol(one);
        client._socket.Options.CollectHttpResponseDetails = true;
        options?.Invoke(client._socket.Options);
        using var late = new CancellationTokenSource(s_patience);
        try
        {
            await client._socket.ConnectAsync(new Uri($"ws://{host.Authority}{path}"), late.Token);
        }
        catch (WebSocketException)
        {
            // The status says why.
        }
        return client;
    }

    public int Status => (int)_socket.HttpStatusCode;

    public Task SayAsync(string json) => SendAsync(Encoding.UTF8.GetBytes(json), WebSocketMessageType.Text);

    public async Task SendAsync(byte[] bytes, WebSocketMessageType type = WebSocketMessageType.Binary)
    {
        using var late = new CancellationTokenSource(s_patience);
        await _socket.SendAsync(bytes, type, endOfMessage: true, late.Token);
    }

    /// <summary>Listens to the channels of these topics; the subscription's id is the position of the topic.</summary>
    public async Task SubscribeAsync(params string[] topics)
    {
        for (int i = 0; i < topics.Length; i++)
        {
            uint channel = await ChannelAsync(topics[i]);
            await SayAsync($$"""{"op":"subscribe","subscriptions":[{"id":{{i}},"channelId":{{channel}}}]}""");
        }
        await SettleAsync();
    }

    /// <summary>The number of a channel, as soon as it is advertised.</summary>
    public async Task<uint> ChannelAsync(string topic)
    {
        while (true)
        {
            var found = Texts.Where(text => (string?)text["op"] == "advertise").SelectMany(text => text["channels"]!.AsArray())
                .LastOrDefault(channel => (string?)channel!["topic"] == topic);
            if (found is not null) return (uint)found["id"]!;
            await TextAsync("advertise");
        }
    }

    /// <summary>Ends when the server has dealt with everything sent so far: it answers in order.</summary>
    public async Task SettleAsync()
    {
        await SayAsync("""{"op":"settle"}""");
        while (!((string?)(await TextAsync("status"))["message"])!.Contains("'settle'", StringComparison.Ordinal))
        {
        }
    }

    /// <summary>The next text of an op; texts before it are kept, binary frames before it are given to <paramref name="seen"/>.</summary>
    public async Task<JsonObject> TextAsync(string op, Action<byte[]>? seen = null)
    {
        while (true)
        {
            var (text, bytes) = await ReceiveAsync();
            if (text is null) seen?.Invoke(bytes);
            else if ((string?)text["op"] == op) return text;
        }
    }

    /// <summary>The next binary frame of an op code; texts before it are kept.</summary>
    public async Task<byte[]> BinaryAsync(byte op)
    {
        while (true)
        {
            var (text, bytes) = await ReceiveAsync();
            if (text is null && bytes[0] == op) return bytes;
        }
    }

    /// <summary>The next message of a channel: subscription, time, bytes.</summary>
    public async Task<(uint Subscription, long Time, byte[] Bytes)> MessageAsync()
    {
        byte[] frame = await BinaryAsync(1);
        return (BitConverter.ToUInt32(frame, 1), BitConverter.ToInt64(frame, 5), frame[13..]);
    }

    public async Task<(JsonObject? Text, byte[] Bytes)> ReceiveAsync()
    {
        using var late = new CancellationTokenSource(s_patience);
        int length = 0;
        while (true)
        {
            var got = await _socket.ReceiveAsync(_room.AsMemory(length), late.Token);
            if (got.MessageType == WebSocketMessageType.Close)
                throw new InvalidOperationException($"closed: {_socket.CloseStatus} {_socket.CloseStatusDescription}");
            length += got.Count;
            if (!got.EndOfMessage) continue;
            byte[] bytes = _room[..length];
            if (got.MessageType == WebSocketMessageType.Binary) return (null, bytes);
            JsonObject text = JsonNode.Parse(bytes)!.AsObject();
            Texts.Add(text);
            return (text, bytes);
        }
    }

    public void Dispose() => _socket.Dispose();
}
