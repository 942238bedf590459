using System.Text.Json.Nodes;

namespace Forewarn.Recording.LeRobot;

/// <summary>
/// The note by which the <c>datasets</c> library and the hub's viewer know a column of pictures from any other struct.
/// </summary>
internal static class HuggingFaceMetadata
{
    public static Dictionary<string, string> Of(IEnumerable<LeRobotFeature> features)
    {
        var described = new JsonObject(features.Select(f => KeyValuePair.Create<string, JsonNode?>(f.Name, Describe(f))));
        var note = new JsonObject { ["info"] = new JsonObject { ["features"] = described } };
        return new() { ["huggingface"] = note.ToJsonString() };
    }

    private static JsonObject Describe(LeRobotFeature feature)
    {
        if (feature.IsImage) return new() { ["_type"] = "Image" };
        var value = new JsonObject { ["dtype"] = feature.Dtype, ["_type"] = "Value" };
        if (!feature.IsNumeric || feature.Shape is [1]) return value;
        if (feature.Shape is [int length]) return new() { ["feature"] = value, ["length"] = length, ["_type"] = "Sequence" };
        JsonNode?[] shape = [.. feature.Shape.Select(d => (JsonNode?)JsonValue.Create(d))];
        return new() { ["shape"] = new JsonArray(shape), ["dtype"] = feature.Dtype, ["_type"] = $"Array{shape.Length}D" };
    }
}
