using System.Buffers.Binary;
using System.Text.Json;

namespace Forewarn.Serving;

/// <summary>What one client publishes: topics that are asked for, and no others.</summary>
internal sealed class FoxglovePublishing(FoxgloveClient client, FoxgloveServer server)
{
    private readonly Dictionary<uint, FoxgloveInput> _advertised = [];

    public void Advertise(JsonElement request)
    {
        foreach (JsonElement channel in request.GetProperty("channels").EnumerateArray())
        {
            uint id = channel.GetProperty("id").GetUInt32();
            string topic = channel.GetProperty("topic").GetString() ?? "";
            string? encoding = channel.GetProperty("encoding").GetString();
            if (server.Inputs.FirstOrDefault(input => input.Topic == topic) is not { } input)
                client.Say(FoxgloveStatus.Error, $"Topic {topic} takes nothing from clients");
            else if (encoding != "cdr") client.Say(FoxgloveStatus.Error, $"Topic {topic} wants the encoding cdr");
            // Bounded: a client that wants one topic a thousand times is told no.
            else if (_advertised.ContainsKey(id) || _advertised.Count >= 2 * server.Inputs.Count)
                client.Say(FoxgloveStatus.Warning, $"Client is already advertising channel: {id}; ignoring advertisement");
            else _advertised[id] = input;
        }
    }

    public void Unadvertise(JsonElement request)
    {
        foreach (JsonElement id in request.GetProperty("channelIds").EnumerateArray())
            if (!_advertised.Remove(id.GetUInt32()))
                client.Say(FoxgloveStatus.Warning, $"Client is not advertising channel: {id.GetUInt32()}");
    }

    /// <param name="body">What follows the op code.</param>
    public void Take(ReadOnlySpan<byte> body)
    {
        uint id = body.Length >= 4 ? BinaryPrimitives.ReadUInt32LittleEndian(body) : 0;
        if (body.Length < 4 || !_advertised.TryGetValue(id, out FoxgloveInput? input))
        {
            client.Say(FoxgloveStatus.Error, $"Unknown channel ID: {id}");
            return;
        }
        byte[] message = body[4..].ToArray();
        client.Begin(cancel => input.Take(message, cancel), reason => client.Say(FoxgloveStatus.Error, $"{input.Topic}: {reason}"));
    }
}
