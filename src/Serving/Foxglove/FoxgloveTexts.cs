using System.Buffers;
using System.Text.Json;
using Forewarn.Core;
using Forewarn.Messages;

namespace Forewarn.Serving;

/// <summary>The JSON frames of a server.</summary>
internal static class FoxgloveTexts
{
    private const long Second = 1_000_000_000;

    public static FoxgloveFrame ServerInfo(string name, string session, IReadOnlyList<string> capabilities, IFoxglovePlayback? playback) =>
        Write("serverInfo", json =>
        {
            json.WriteString("name", name);
            Strings(json, "capabilities", capabilities);
            Strings(json, "supportedEncodings", ["cdr"]);
            json.WriteStartObject("metadata");
            json.WriteString("version", ForewarnVersion.Current);
            json.WriteEndObject();
            json.WriteString("sessionId", session);
            if (playback is null) return;
            Time(json, "dataStartTime", playback.StartTime);
            Time(json, "dataEndTime", playback.EndTime);
        });

    public static FoxgloveFrame Advertise(IReadOnlyList<FoxgloveChannel> channels) => Write("advertise", json =>
    {
        json.WriteStartArray("channels");
        foreach (FoxgloveChannel channel in channels)
        {
            json.WriteStartObject();
            json.WriteNumber("id", channel.Id);
            json.WriteString("topic", channel.Topic.Name);
            json.WriteString("encoding", channel.Topic.Encoding);
            json.WriteString("schemaName", channel.Topic.SchemaName);
            json.WriteString("schema", channel.Topic.Schema);
            json.WriteString("schemaEncoding", channel.Topic.SchemaEncoding);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    public static FoxgloveFrame Unadvertise(IReadOnlyList<uint> ids) => Write("unadvertise", json =>
    {
        json.WriteStartArray("channelIds");
        foreach (uint id in ids) json.WriteNumberValue(id);
        json.WriteEndArray();
    });

    /// <summary>A service has its index as its number.</summary>
    public static FoxgloveFrame AdvertiseServices(IReadOnlyList<FoxgloveService> services) => Write("advertiseServices", json =>
    {
        json.WriteStartArray("services");
        for (int i = 0; i < services.Count; i++)
        {
            ServiceType type = services[i].Type;
            json.WriteStartObject();
            json.WriteNumber("id", i);
            json.WriteString("name", services[i].Name);
            json.WriteString("type", type.Name);
            // Both ways to say it: older clients know the plain texts alone.
            json.WriteString("requestSchema", type.Request.Definition);
            json.WriteString("responseSchema", type.Response.Definition);
            Side("request", type.Request);
            Side("response", type.Response);
            json.WriteEndObject();
        }
        json.WriteEndArray();

        void Side(string name, MessageType type)
        {
            json.WriteStartObject(name);
            json.WriteString("encoding", "cdr");
            json.WriteString("schemaName", type.Name);
            json.WriteString("schemaEncoding", "ros2msg");
            json.WriteString("schema", type.Definition);
            json.WriteEndObject();
        }
    });

    /// <param name="id">A later status of the same id takes this one's place; null for one that stands alone.</param>
    public static FoxgloveFrame Status(FoxgloveStatus level, string message, string? id = null) => Write("status", json =>
    {
        json.WriteNumber("level", (int)level);
        json.WriteString("message", message);
        if (id is not null) json.WriteString("id", id);
    });

    /// <param name="id">Of the request that is answered; null for none.</param>
    public static FoxgloveFrame ParameterValues(IEnumerable<FoxgloveParameter> parameters, string? id) => Write("parameterValues", json =>
    {
        json.WriteStartArray("parameters");
        foreach (FoxgloveParameter parameter in parameters)
        {
            json.WriteStartObject();
            json.WriteString("name", parameter.Name);
            json.WriteString("value", parameter.Get());
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (id is not null) json.WriteString("id", id);
    });

    public static FoxgloveFrame CallFailure(uint service, uint call, string message) => Write("serviceCallFailure", json =>
    {
        json.WriteNumber("serviceId", service);
        json.WriteNumber("callId", call);
        json.WriteString("message", message);
    });

    private static FoxgloveFrame Write(string op, Action<Utf8JsonWriter> fields)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("op", op);
            fields(json);
            json.WriteEndObject();
        }
        return new(bytes.WrittenMemory, IsText: true);
    }

    private static void Strings(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static void Time(Utf8JsonWriter json, string name, long time)
    {
        json.WriteStartObject(name);
        json.WriteNumber("sec", (uint)(Math.Max(time, 0) / Second));
        json.WriteNumber("nsec", (uint)(Math.Max(time, 0) % Second));
        json.WriteEndObject();
    }
}
