using System.Text.Json;
using System.Text.Json.Nodes;
using Forewarn.Core;
using Forewarn.Onnx;
using Forewarn.Verifier.Tests.Decoders;

namespace Forewarn.Verifier.Tests.Hub;

/// <summary>A tiny model on disk as the hub has models, with its weights beside the decoder. Tests break it.</summary>
internal sealed class HubModelFolder : IDisposable
{
    private const string Template = """
        {{ bos_token }}{% for m in messages %}<u>{% if m.content is string %}{{ m.content }}{% else %}
        {%- for part in m.content %}{% if part.type == 'image' %}<image>{% else %}{{ part.text }}{% endif %}{% endfor %}
        {%- endif %}</u>{% endfor %}{% if add_generation_prompt %}<a>{% endif %}
        """;

    private static readonly string[] s_added = ["<end>", "<image>", "<u>", "</u>", "<a>", "<begin>"];

    public HubModelFolder(TinyLayout layout, bool sees = true)
    {
        Path = Directory.CreateTempSubdirectory("forewarn-hub-").FullName;
        Directory.CreateDirectory(At("onnx"));
        Tiny = new(5, Vocabulary);
        OnnxModel.WriteWithData(Tiny.Embedding(layout), At("onnx/embed_tokens.onnx"));
        OnnxModel.WriteWithData(Tiny.Decoder(layout), At("onnx/decoder_model_merged.onnx"));
        Write("config.json", new JsonObject
        {
            ["text_config"] = new JsonObject { ["vocab_size"] = Vocabulary, ["max_position_embeddings"] = TinyDecoder.Reach, ["eos_token_id"] = 0 },
        });
        if (sees) Change("config.json", c => c["image_token_id"] = 1);
        if (layout.Shared) Write("genai_config.json", new JsonObject { ["search"] = new JsonObject { ["past_present_share_buffer"] = true } });
        var end = new JsonObject { ["content"] = "<end>" };
        Write("tokenizer_config.json", new JsonObject { ["bos_token"] = "<begin>", ["eos_token"] = end, ["chat_template"] = Template });
        Write("tokenizer.json", new JsonObject
        {
            ["added_tokens"] = new JsonArray([.. s_added.Select((t, i) => new JsonObject { ["id"] = i, ["content"] = t })]),
            ["pre_tokenizer"] = new JsonObject { ["type"] = "ByteLevel", ["add_prefix_space"] = false },
            ["model"] = new JsonObject
            {
                ["type"] = "BPE", ["merges"] = new JsonArray(),
                ["vocab"] = new JsonObject(s_added.Concat(ByteSymbols.Of.Select(c => c.ToString()))
                    .Select((t, i) => KeyValuePair.Create(t, (JsonNode?)i))),
            },
        });
    }

    /// <summary>Added tokens and every byte.</summary>
    public static int Vocabulary => s_added.Length + 256;

    public string Path { get; }

    public TinyDecoder Tiny { get; }

    public string At(string file) => System.IO.Path.Combine(Path, file);

    public void Change(string file, Action<JsonObject> change)
    {
        var root = JsonNode.Parse(File.ReadAllBytes(At(file)))!.AsObject();
        change(root);
        Write(file, root);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private void Write(string file, JsonObject content) => File.WriteAllText(At(file), content.ToJsonString(new JsonSerializerOptions()));
}
