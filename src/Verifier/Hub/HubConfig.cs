using Forewarn.Core;

namespace Forewarn.Verifier.Hub;

/// <summary>What a model folder says of its language model, in <c>config.json</c>, <c>generation_config.json</c> and <c>tokenizer_config.json</c>.</summary>
public sealed record HubConfig
{
    /// <summary>For models that name no reach.</summary>
    private const int DefaultReach = 2048;

    private HubConfig() { }

    /// <summary>Number of tokens <c>V</c>; null where the file does not say.</summary>
    public int? Vocabulary { get; private init; }

    /// <summary>Longest sequence.</summary>
    public int MaxTokens { get; private init; }

    /// <summary>Tokens any of which ends an answer.</summary>
    public IReadOnlyList<int> EndTokens { get; private init; } = [];

    /// <summary>The token whose rows pictures, and here imagined plans, are written into; null for models of text alone.</summary>
    public int? ImageToken { get; private init; }

    public string? BeginText { get; private init; }

    public string? EndText { get; private init; }

    /// <summary>Whether past and present may be one buffer, as the generation library's configuration says.</summary>
    public bool SharesBuffer { get; private init; }

    /// <summary>The chat template's text and the file it stands in; null where the model has none.</summary>
    public (string Text, string Source)? Template { get; private init; }

    /// <exception cref="ForewarnException">A file is missing or damaged.</exception>
    public static HubConfig Read(string folder)
    {
        var config = HubJson.Read(folder, "config.json") ?? throw ForewarnException.Of(
            $"model folder '{folder}'", "no config.json", "one", "Give the folder of a model in the layout of Hugging Face's hub.", ExitCode.Usage);
        var generation = HubJson.Read(folder, "generation_config.json");
        var tokens = HubJson.Read(folder, "tokenizer_config.json");
        var ends = generation?.Integers("eos_token_id") is { Count: > 0 } said ? said : config.Integers("eos_token_id");
        return new()
        {
            Vocabulary = config.Integer("vocab_size"), MaxTokens = config.Integer("max_position_embeddings") ?? DefaultReach, EndTokens = ends,
            ImageToken = config.Integer("image_token_id") ?? config.Integer("image_token_index"),
            BeginText = tokens?.Token("bos_token"), EndText = tokens?.Token("eos_token"),
            SharesBuffer = (bool?)HubJson.Read(folder, "genai_config.json")?["search"]?["past_present_share_buffer"] ?? false,
            Template = ReadTemplate(folder, tokens),
        };
    }

    private static (string, string)? ReadTemplate(string folder, HubJson? tokens)
    {
        string plain = Path.Combine(folder, "chat_template.jinja");
        if (File.Exists(plain)) return (File.ReadAllText(plain), plain);
        var alone = HubJson.Read(folder, "chat_template.json")?["chat_template"];
        if (alone is not null) return ((string)alone!, Path.Combine(folder, "chat_template.json"));
        string source = Path.Combine(folder, "tokenizer_config.json");
        // Some models bring several templates by name.
        return tokens?["chat_template"] switch
        {
            null => null,
            System.Text.Json.Nodes.JsonArray several =>
                several.FirstOrDefault(t => (string?)t!["name"] == "default")?["template"] is { } text ? ((string)text!, source) : null,
            var one => ((string)one!, source),
        };
    }
}
