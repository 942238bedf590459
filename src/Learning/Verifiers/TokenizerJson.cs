using System.Text.Json;
using System.Text.Json.Nodes;

namespace Forewarn.Learning.Verifiers;

/// <summary>Writes and reads <c>tokenizer.json</c> in the form of Hugging Face tokenizers: lower-casing, GPT-2 byte-level BPE.</summary>
public static class TokenizerJson
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static byte[] Write(BpeVocabulary vocabulary)
    {
        var byteLevel = () => new JsonObject
        {
            ["type"] = "ByteLevel", ["add_prefix_space"] = true, ["trim_offsets"] = true, ["use_regex"] = true,
        };
        var root = new JsonObject
        {
            ["version"] = "1.0",
            ["truncation"] = null,
            ["padding"] = null,
            ["added_tokens"] = new JsonArray([.. vocabulary.Specials.Select(token => new JsonObject
            {
                ["id"] = vocabulary.Id(token), ["content"] = token, ["single_word"] = false, ["lstrip"] = false,
                ["rstrip"] = false, ["normalized"] = false, ["special"] = true,
            })]),
            ["normalizer"] = new JsonObject { ["type"] = "Lowercase" },
            ["pre_tokenizer"] = byteLevel(),
            ["post_processor"] = null,
            ["decoder"] = byteLevel(),
            ["model"] = new JsonObject
            {
                ["type"] = "BPE", ["dropout"] = null, ["unk_token"] = null, ["continuing_subword_prefix"] = null,
                ["end_of_word_suffix"] = null, ["fuse_unk"] = false, ["byte_fallback"] = false, ["ignore_merges"] = false,
                ["vocab"] = new JsonObject(vocabulary.Tokens.Select((token, id) => KeyValuePair.Create(token, (JsonNode?)id))),
                ["merges"] = new JsonArray([.. vocabulary.Merges.Select(m => new JsonArray(m.Left, m.Right))]),
            },
        };
        return JsonSerializer.SerializeToUtf8Bytes(root, Indented);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static BpeVocabulary Read(ReadOnlySpan<byte> json)
    {
        var root = JsonNode.Parse(json)!;
        var specials = root["added_tokens"]!.AsArray().OrderBy(t => (int)t!["id"]!).Select(t => (string)t!["content"]!).ToArray();
        var merges = root["model"]!["merges"]!.AsArray().Select(m => ((string)m![0]!, (string)m[1]!)).ToArray();
        return new(specials, merges);
    }
}
