using System.Runtime.InteropServices;
using System.Text.Json;
using Forewarn.Core;
using Forewarn.Onnx;

namespace Forewarn.Verifier.Tests.Decoders;

/// <summary>Random weights of a Llama-type decoder with two layers, and its two graphs in any of the layouts.</summary>
internal sealed class TinyDecoder
{
    public const int Width = 24, Heads = 4, KvHeads = 2, HeadSize = 16, Hidden = 40, Layers = 2, Reach = 256;

    private const float Epsilon = 1e-5f;

    private readonly Dictionary<string, float[]> _weights = [];

    public TinyDecoder(ulong seed, int vocabulary = 50)
    {
        Vocabulary = vocabulary;
        var draw = new SeedStreams(seed).Stream("weights");
        Draw("embed", Vocabulary * Width, 1);
        for (int i = 0; i < Layers; i++)
        {
            Draw($"{i}.attention_norm", Width, 0.2, 1);
            Draw($"{i}.q", Heads * HeadSize * Width, 0.3);
            Draw($"{i}.k", KvHeads * HeadSize * Width, 0.3);
            Draw($"{i}.v", KvHeads * HeadSize * Width, 0.3);
            Draw($"{i}.out", Width * Heads * HeadSize, 0.3);
            Draw($"{i}.mlp_norm", Width, 0.2, 1);
            Draw($"{i}.gate", Hidden * Width, 0.3);
            Draw($"{i}.up", Hidden * Width, 0.3);
            Draw($"{i}.down", Width * Hidden, 0.3);
        }
        Draw("norm", Width, 0.2, 1);
        Draw("head", Vocabulary * Width, 0.5);

        void Draw(string name, int count, double scale, double center = 0)
        {
            var values = new float[count];
            draw.FillNormal(values);
            for (int i = 0; i < count; i++) values[i] = (float)(center + scale * values[i]);
            _weights[name] = values;
        }
    }

    public int Vocabulary { get; }

    /// <summary>Weights in one file of float32 and their names and sizes beside it: what the peer reads.</summary>
    public void Save(string folder)
    {
        using var file = File.Create(Path.Combine(folder, "weights.bin"));
        foreach (float[] values in _weights.Values) file.Write(MemoryMarshal.AsBytes(values.AsSpan()));
        File.WriteAllText(Path.Combine(folder, "weights.json"), JsonSerializer.Serialize(new
        {
            width = Width, heads = Heads, kv_heads = KvHeads, head_size = HeadSize, layers = Layers, epsilon = Epsilon,
            names = _weights.Select(w => new { name = w.Key, count = w.Value.Length }),
        }));
    }

    public GraphBuilder Embedding(TinyLayout layout)
    {
        var graph = new GraphBuilder("embed_tokens");
        var ids = graph.Input("input_ids", OnnxType.Int64, "batch_size", "sequence_length");
        var rows = graph.Embedding("embed", ids, _weights["embed"], Width);
        if (layout.HalfBorder) rows = graph.Cast(rows, OnnxType.Float16);
        graph.Output("inputs_embeds", rows, layout.HalfBorder ? OnnxType.Float16 : OnnxType.Float, "batch_size", "sequence_length", Width);
        return graph;
    }

    public GraphBuilder Decoder(TinyLayout layout)
    {
        var graph = new GraphBuilder("decoder_model_merged");
        var border = layout.HalfBorder ? OnnxType.Float16 : OnnxType.Float;
        var x = graph.Input("inputs_embeds", border, "batch_size", "sequence_length", Width);
        if (layout.HalfBorder) x = graph.Cast(x, OnnxType.Float);
        var mask = graph.Input("attention_mask", OnnxType.Int64, "batch_size", "total_sequence_length");
        string? given = layout.PositionRows switch
        {
            1 => graph.Input("position_ids", OnnxType.Int64, "batch_size", "sequence_length"),
            3 => graph.Input("position_ids", OnnxType.Int64, 3, "batch_size", "sequence_length"),
            _ => null,
        };
        string? keep = layout.LogitsToKeep ? graph.Input("num_logits_to_keep", OnnxType.Int64) : null;
        string? branch = layout.CacheBranch ? graph.Input("use_cache_branch", OnnxType.Bool, 1) : null;
        var type = layout.HalfCache ? OnnxType.Float16 : OnnxType.Float;
        var attention = new TinyAttention(graph, layout, mask, given, branch, x, _weights);
        for (int i = 0; i < Layers; i++)
        {
            var key = graph.Input($"past_key_values.{i}.key", type, "batch_size", KvHeads, "past_sequence_length", HeadSize);
            var value = graph.Input($"past_key_values.{i}.value", type, "batch_size", KvHeads, "past_sequence_length", HeadSize);
            var normed = graph.RmsNorm($"{i}.attention_norm", x, _weights[$"{i}.attention_norm"], Epsilon);
            x = graph.Add(x, Linear($"{i}.out", attention.Of(i, normed, key, value), Width));
            normed = graph.RmsNorm($"{i}.mlp_norm", x, _weights[$"{i}.mlp_norm"], Epsilon);
            var gated = graph.Mul(graph.Silu(Linear($"{i}.gate", normed, Hidden)), Linear($"{i}.up", normed, Hidden));
            x = graph.Add(x, Linear($"{i}.down", gated, Width));
            foreach (string part in (string[])["key", "value"])
                graph.Output($"present.{i}.{part}", type, "batch_size", KvHeads, "past_sequence_length + sequence_length", HeadSize);
        }
        x = graph.RmsNorm("norm", x, _weights["norm"], Epsilon);
        if (keep is not null)
            x = graph.Op("Slice", [x, graph.Unsqueeze(graph.Op("Neg", [keep]), 0), graph.Integers(long.MaxValue), graph.Integers(1)]);
        var logits = Linear("head", x, Vocabulary);
        if (layout.HalfBorder) logits = graph.Cast(logits, OnnxType.Float16);
        graph.Output("logits", logits, border, "batch_size", "logits_to_keep", Vocabulary);
        return graph;

        string Linear(string name, string x, int outputs) => Product(graph, layout, name, x, _weights[name], outputs);
    }

    /// <summary>A product as the layout keeps its weights.</summary>
    public static string Product(GraphBuilder graph, TinyLayout layout, string name, string x, float[] weights, int outputs)
    {
        if (!layout.HalfWeights) return graph.Linear(name, x, weights, outputs);
        int inputs = weights.Length / outputs;
        Half[] turned = [.. Enumerable.Range(0, weights.Length).Select(i => (Half)weights[i % outputs * inputs + i / outputs])];
        var matrix = graph.RawInitializer(name, OnnxType.Float16, MemoryMarshal.AsBytes(turned.AsSpan()).ToArray(), inputs, outputs);
        return graph.Cast(graph.MatMul(graph.Cast(x, OnnxType.Float16), matrix), OnnxType.Float);
    }
}
