using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Forewarn.Core;
using Forewarn.Recording.SafeTensors;

namespace Forewarn.Learning.Tests.Verifiers.Alignment;

/// <summary>A random language model in a folder as the hub has them: sharded weights, configuration, tokenizer, chat template.</summary>
internal sealed class TinyLanguageModel : IDisposable
{
    public const int Width = 64, Heads = 4, KvHeads = 2, Hidden = 48, Layers = 2;

    private static readonly string[] s_added = ["<end>", "<image>", "<u>", "</u>", "<a>", "<begin>"];

    private readonly List<TensorData> _tensors = [];
    private readonly SeedStream _draw;
    private readonly double? _gain;

    /// <param name="family">llama (longer heads, stretched positions), qwen2 (biases, a head of its own) or smolvlm (behind a vision tower).</param>
    /// <param name="gain">
    /// Spread of a matrix's weights times the root of its inputs; trained models are near 1. Null for wide ones, whose logits move most.
    /// </param>
    public TinyLanguageModel(string family, ulong seed = 3, double? gain = null)
    {
        _gain = gain;
        Path = Directory.CreateTempSubdirectory("forewarn-llm-").FullName;
        _draw = new SeedStreams(seed).Stream(family);
        int head = family == "llama" ? 32 : Width / Heads;
        string prefix = family == "smolvlm" ? "model.text_model." : "model.";
        Draw(prefix + "embed_tokens.weight", 0.5, 0, Vocabulary, Width);
        for (int i = 0; i < Layers; i++)
        {
            string at = $"{prefix}layers.{i}.";
            Draw(at + "input_layernorm.weight", 0.2, 1, Width);
            foreach (var (name, rows) in (ReadOnlySpan<(string, int)>)[("q", Heads * head), ("k", KvHeads * head), ("v", KvHeads * head)])
            {
                Draw($"{at}self_attn.{name}_proj.weight", 0.3, 0, rows, Width);
                if (family == "qwen2") Draw($"{at}self_attn.{name}_proj.bias", 0.3, 0, rows);
            }
            Draw(at + "self_attn.o_proj.weight", 0.3, 0, Width, Heads * head);
            Draw(at + "post_attention_layernorm.weight", 0.2, 1, Width);
            Draw(at + "mlp.gate_proj.weight", 0.3, 0, Hidden, Width);
            Draw(at + "mlp.up_proj.weight", 0.3, 0, Hidden, Width);
            Draw(at + "mlp.down_proj.weight", 0.3, 0, Width, Hidden);
        }
        Draw(prefix + "norm.weight", 0.2, 1, Width);
        if (family == "qwen2") Draw("lm_head.weight", 0.4, 0, Vocabulary, Width);
        if (family == "smolvlm") Draw("model.vision_model.embed_tokens.weight", 1, 0, 4, 4);
        Config(family, head);
        WriteShards();
        WriteWords();
    }

    public static int Vocabulary => s_added.Length + 256;

    public string Path { get; }

    public string At(string file) => System.IO.Path.Combine(Path, file);

    /// <summary>Logits <c>[V]</c> behind each prompt by the independent peer.</summary>
    public double[][] Peer(int[][] prompts)
    {
        File.WriteAllText(At("prompts.json"), JsonSerializer.Serialize(prompts));
        var start = new ProcessStartInfo("/usr/bin/python3", [System.IO.Path.Combine(AppContext.BaseDirectory, "llama_peer.py"), Path])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
        return JsonSerializer.Deserialize<double[][]>(said)!;
    }

    /// <summary>Replaces a tensor of the first shard.</summary>
    public void Replace(Func<TensorData, TensorData> change)
    {
        for (int i = 0; i < _tensors.Count; i++) _tensors[i] = change(_tensors[i]);
        WriteShards();
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private void Draw(string name, double scale, double center, params long[] shape)
    {
        if (_gain is double gain && shape.Length == 2 && !name.Contains("embed", StringComparison.Ordinal)) scale = gain / Math.Sqrt(shape[1]);
        var values = new float[shape.Aggregate(1L, (a, b) => a * b)];
        _draw.FillNormal(values);
        for (int i = 0; i < values.Length; i++) values[i] = (float)(center + scale * values[i]);
        _tensors.Add(new(name, TensorDtype.F32, shape, MemoryMarshal.AsBytes(values.AsSpan()).ToArray()));
    }

    private void WriteShards()
    {
        var map = new JsonObject();
        foreach (var (shard, i) in _tensors.Chunk((_tensors.Count + 1) / 2).Select((s, i) => (s, i)))
        {
            string file = $"model-{i + 1:D5}-of-00002.safetensors";
            using var target = File.Create(At(file));
            SafeTensorsWriter.Write(target, shard, new Dictionary<string, string>());
            foreach (var tensor in shard) map[tensor.Name] = file;
        }
        File.WriteAllText(At(SafeTensorsSet.IndexName), new JsonObject { ["weight_map"] = map }.ToJsonString());
    }

    private void Config(string family, int head)
    {
        var text = new JsonObject
        {
            ["model_type"] = family == "qwen2" ? "qwen2" : "llama", ["hidden_size"] = Width, ["num_hidden_layers"] = Layers, ["num_attention_heads"] = Heads,
            ["num_key_value_heads"] = KvHeads, ["intermediate_size"] = Hidden, ["vocab_size"] = Vocabulary, ["rope_theta"] = 1000.0, ["rms_norm_eps"] = 1e-5,
            ["eos_token_id"] = 0, ["max_position_embeddings"] = 256,
        };
        if (family == "llama")
        {
            text["head_dim"] = head;
            text["rope_scaling"] = new JsonObject
            {
                ["rope_type"] = "llama3", ["factor"] = 4.0, ["low_freq_factor"] = 1.0, ["high_freq_factor"] = 4.0, ["original_max_position_embeddings"] = 64,
            };
        }
        var whole = family == "smolvlm" ? new JsonObject { ["model_type"] = "smolvlm", ["text_config"] = text } : text;
        whole["image_token_id"] = 1;
        File.WriteAllText(At("config.json"), whole.ToJsonString());
    }

    private void WriteWords()
    {
        const string template = """
            {{ bos_token }}<u>{% for m in messages %}{% if m.content is string %}{{ m.content }}{% else %}
            {%- for p in m.content %}{% if p.type == 'image' %}<image>{% else %}{{ p.text }}{% endif %}{% endfor %}
            {%- endif %}{% endfor %}</u>{% if add_generation_prompt %}<a>{% endif %}
            """;
        var words = new JsonObject { ["bos_token"] = "<begin>", ["eos_token"] = "<end>", ["chat_template"] = template };
        File.WriteAllText(At("tokenizer_config.json"), words.ToJsonString());
        File.WriteAllText(At("tokenizer.json"), new JsonObject
        {
            ["added_tokens"] = new JsonArray([.. s_added.Select((t, i) => new JsonObject { ["id"] = i, ["content"] = t })]),
            ["pre_tokenizer"] = new JsonObject { ["type"] = "ByteLevel", ["add_prefix_space"] = false },
            ["model"] = new JsonObject
            {
                ["type"] = "BPE", ["merges"] = new JsonArray(),
                ["vocab"] = new JsonObject(s_added.Concat(ByteSymbols.Of.Select(c => c.ToString())).Select((t, i) => KeyValuePair.Create(t, (JsonNode?)i))),
            },
        }.ToJsonString());
    }
}
