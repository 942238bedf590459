using System.Text.Json;
using System.Text.Json.Nodes;
using Forewarn.Core;

namespace Forewarn.Verifier.Hub;

/// <summary>A JSON file of a model folder, looked into by key.</summary>
internal sealed class HubJson(string path, JsonNode root)
{
    /// <returns>Null where the file is missing.</returns>
    /// <exception cref="ForewarnException">The file is no JSON object.</exception>
    public static HubJson? Read(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        if (!File.Exists(path)) return null;
        try
        {
            return new(path, JsonNode.Parse(File.ReadAllBytes(path)) as JsonObject ?? throw new JsonException("no object"));
        }
        catch (JsonException e)
        {
            throw ForewarnException.Of($"'{path}'", e.Message.TrimEnd('.'), "a JSON object", "Copy the model folder again.", ExitCode.Failed, e);
        }
    }

    public JsonNode? this[string key] => root[key];

    /// <summary>The key here, or inside the text part of a model that also sees.</summary>
    public int? Integer(string key) => (root[key] ?? (root["text_config"] as JsonObject)?[key]) switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out int number) => number,
        var other => throw Wrong(key, other, "an integer"),
    };

    /// <summary>One integer or a list of them.</summary>
    public IReadOnlyList<int> Integers(string key) => (root[key] ?? (root["text_config"] as JsonObject)?[key]) switch
    {
        null => [],
        JsonArray several => [.. several.Select(n => n is JsonValue v && v.TryGetValue(out int i) ? i : throw Wrong(key, several, "integers"))],
        JsonValue one when one.TryGetValue(out int number) => [number],
        var other => throw Wrong(key, other, "an integer or a list of them"),
    };

    /// <summary>A number here, or inside an object here.</summary>
    public double? Number(string key, string? inner = null) => (inner is null ? root[key] : (root[key] as JsonObject)?[inner]) switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out double number) => number,
        var other => throw Wrong(key, other, "a number"),
    };

    /// <summary>A list of numbers; empty where it is missing.</summary>
    public IReadOnlyList<double> Numbers(string key) => root[key] switch
    {
        null => [],
        JsonArray several => [.. several.Select(n => n is JsonValue v && v.TryGetValue(out double d) ? d : throw Wrong(key, several, "numbers"))],
        var other => throw Wrong(key, other, "a list of numbers"),
    };

    /// <summary>A flag; true where it is missing.</summary>
    public bool Flag(string key) => root[key] switch
    {
        null => true,
        JsonValue value when value.TryGetValue(out bool flag) => flag,
        var other => throw Wrong(key, other, "true or false"),
    };

    /// <summary>A token: its text, or an object with its content.</summary>
    public string? Token(string key) => root[key] switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out string? text) => text,
        JsonObject token => (string?)token["content"],
        var other => throw Wrong(key, other, "a token"),
    };

    private ForewarnException Wrong(string key, JsonNode found, string wanted) =>
        ForewarnException.Of($"'{path}': {key}", found.ToJsonString(), wanted, "Copy the model folder again.");
}
