using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using Forewarn.Messages.StdSrvs;
using Microsoft.Extensions.Time.Testing;
using Text = Forewarn.Messages.StdMsgs.String;

namespace Forewarn.Serving.Tests;

/// <summary>A server with a client that has no socket: frames are handed over, and what would be sent is looked at.</summary>
internal sealed class ClientRig
{
    public ClientRig(FoxgloveServerOptions? options = null, string protocol = FoxgloveProtocol.Sdk, IFoxglovePlayback? playback = null)
    {
        Server = new FoxgloveServer(options ?? new(), Clock) { Playback = playback };
        Server.Add(new FoxgloveParameter("/wish", () => Wish, (text, _) =>
        {
            if (text == "no") return Task.FromResult<string?>("nobody may wish that");
            Wish = text;
            return Task.FromResult<string?>(null);
        }));
        Server.Add(new FoxgloveParameter("/rung", () => "Steered"));
        Server.Add(FoxgloveService.Of<SetBool, SetBoolRequest, SetBoolResponse>("/enable", (request, _) => request.Data
            ? Task.FromResult(new SetBoolResponse { Success = true })
            : throw new InvalidOperationException("not now")));
        Server.Add(FoxgloveService.Of<Trigger, TriggerRequest, TriggerResponse>(
            "/never", (_, _) => new TaskCompletionSource<TriggerResponse>().Task));
        Server.Add(FoxgloveInput.Of<Text>("/hear", (text, _) =>
        {
            Heard.Add(text.Data);
            return Task.CompletedTask;
        }));
        Joints = Server.Open(RobotTopics.Joints);
        Decisions = Server.Open(RobotTopics.Decisions);
        Client = Server.Join(protocol);
    }

    public FakeTimeProvider Clock { get; } = new();

    public FoxgloveServer Server { get; }

    public FoxgloveClient Client { get; }

    public string Wish { get; private set; } = "";

    public List<string> Heard { get; } = [];

    public int Joints { get; }

    public int Decisions { get; }

    public void Say(string json) => Client.Handle(Encoding.UTF8.GetBytes(json), isText: true);

    public void Send(params byte[] bytes) => Client.Handle(bytes, isText: false);

    public void Subscribe(uint id, int topic) => Say($$"""{"op":"subscribe","subscriptions":[{"id":{{id}},"channelId":{{topic + 1}}}]}""");

    public static byte[] Call(uint service, uint call, byte[] request, string encoding = "cdr")
    {
        byte[] frame = [2, 0, 0, 0, 0, 0, 0, 0, 0, (byte)encoding.Length, 0, 0, 0, .. Encoding.UTF8.GetBytes(encoding), .. request];
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(1), service);
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(5), call);
        return frame;
    }

    /// <summary>All frames that would be sent now, messages left out.</summary>
    public List<FoxgloveFrame> Frames()
    {
        var frames = new List<FoxgloveFrame>();
        while (Client.Outbox.TryTakeAnswer(out FoxgloveFrame frame)) frames.Add(frame);
        Client.TellState(frames);
        return frames;
    }

    /// <summary>All texts that would be sent now.</summary>
    public List<JsonObject> Texts() => [.. Frames().Where(frame => frame.IsText).Select(frame => JsonNode.Parse(frame.Bytes.Span)!.AsObject())];

    /// <summary>The statuses that would be sent now, as level and message.</summary>
    public List<(int Level, string Message)> Statuses() =>
        [.. Texts().Where(text => (string?)text["op"] == "status").Select(text => ((int)text["level"]!, (string)text["message"]!))];

    /// <summary>The messages that would be sent now.</summary>
    public List<(uint Subscription, long Time, byte[] Bytes)> Messages()
    {
        var messages = new List<(uint, long, byte[])>();
        while (Client.Outbox.TryTakeMessage(out SharedFrame frame, out FoxgloveSubscription to))
        {
            if (to.Wants(frame)) messages.Add((to.Id, frame.Time, frame.Bytes.ToArray()));
            frame.Release();
        }
        return messages;
    }
}
