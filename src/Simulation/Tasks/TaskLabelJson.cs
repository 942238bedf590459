using System.Text.Json;
using System.Text.Json.Serialization;

namespace Forewarn.Simulation.Tasks;

/// <summary>A label as one object of texts: <c>outcome</c>, then the attributes in their order.</summary>
internal sealed class TaskLabelJson : JsonConverter<TaskLabel>
{
    private const string Outcome = "outcome";

    public override TaskLabel Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("a label that is no object");
        string? outcome = null;
        var attributes = new List<(string, string)>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            // The first cup data sets also wrote what follows from the rest.
            if (name is "mode" or "held")
            {
                reader.Skip();
                continue;
            }
            // The first data sets wrote their enumerations' names, with capitals.
            string value = reader.TokenType == JsonTokenType.String
                ? reader.GetString()!.ToLowerInvariant()
                : throw new JsonException($"label: {name} is no text");
            if (name == Outcome) outcome = value;
            else attributes.Add((name, value));
        }
        return new(outcome ?? throw new JsonException("a label without outcome"), attributes);
    }

    public override void Write(Utf8JsonWriter writer, TaskLabel label, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString(Outcome, label.Outcome);
        foreach (var (name, value) in label.Attributes) writer.WriteString(name, value);
        writer.WriteEndObject();
    }
}
