using System.Text.Json;
using System.Text.Json.Nodes;
using Forewarn.Core;

namespace Forewarn.Learning.Verifiers.Alignment;

/// <summary>Sizes of a Llama- or Qwen2-type decoder from the <c>config.json</c> of its folder.</summary>
public static class LanguageModelConfig
{
    private static readonly string[] Known = ["llama", "qwen2", "mistral", "smollm", "qwen2_vl_text", "qwen2_5_vl_text"];

    /// <param name="maxTokens">Longest sequence wanted; the rotary table has as many rows.</param>
    /// <exception cref="ForewarnException">The file is missing or damaged, or the model is of another kind.</exception>
    public static DecoderOptions Read(string folder, int maxTokens)
    {
        string path = Path.Combine(folder, "config.json");
        if (!File.Exists(path))
            throw ForewarnException.Of($"model folder '{folder}'", "no config.json", "one",
                "Give the folder of a model in the layout of Hugging Face's hub.", ExitCode.Usage);
        JsonNode whole;
        try
        {
            whole = JsonNode.Parse(File.ReadAllBytes(path))!;
        }
        catch (JsonException e)
        {
            throw ForewarnException.Of($"'{path}'", e.Message.TrimEnd('.'), "a JSON object", "Copy the model folder again.", ExitCode.Failed, e);
        }
        // Models that see keep their language part in a section of its own.
        var text = whole["text_config"] ?? whole;
        string kind = (string?)text["model_type"] ?? (string?)whole["model_type"] ?? "";
        if (!Known.Contains(kind) && kind is not ("qwen2_vl" or "qwen2_5_vl"))
            throw ForewarnException.Of($"'{path}': model_type", $"'{kind}'", $"one of {string.Join(", ", Known)}",
                "Use a decoder of Llama's form: RMSNorm, rotary positions, grouped-query attention, SwiGLU.", ExitCode.Usage);
        int heads = Integer("num_attention_heads");
        var options = new DecoderOptions
        {
            Width = Integer("hidden_size"), Layers = Integer("num_hidden_layers"), Heads = heads,
            KvHeads = (int?)text["num_key_value_heads"] ?? heads, HeadWidth = (int?)text["head_dim"] ?? 0,
            Hidden = Integer("intermediate_size"), Vocabulary = Integer("vocab_size"), MaxTokens = maxTokens,
            RopeBase = (double?)text["rope_theta"] ?? 10_000, Epsilon = (double?)text["rms_norm_eps"] ?? 1e-6, Scaling = Scaling(text["rope_scaling"]),
        };
        options.Validate();
        return options;

        int Integer(string key) => text[key] is JsonValue value && value.TryGetValue(out int number)
            ? number
            : throw ForewarnException.Of($"'{path}': {key}", text[key]?.ToJsonString() ?? "no such key", "an integer", "Copy the model folder again.");

        RopeScaling Scaling(JsonNode? node) => node is null ? new() : ((string?)node["rope_type"] ?? (string?)node["type"]) switch
        {
            "llama3" => new()
            {
                Factor = (double)node["factor"]!, LowFactor = (double)node["low_freq_factor"]!, HighFactor = (double)node["high_freq_factor"]!,
                FirstReach = (int)node["original_max_position_embeddings"]!,
            },
            // Three positions per token that advance together are one.
            "default" or "mrope" => new(),
            var other => throw ForewarnException.Of($"'{path}': rope_scaling", $"'{other}'", "llama3, mrope or none",
                "Use a model without that kind of scaling.", ExitCode.Usage),
        };
    }
}
