using Forewarn.Learning.Training;
using Forewarn.Onnx;

namespace Forewarn.Learning.Verifiers;

/// <summary>The graphs of a verifier package, in the names of the Hugging Face decoder layout.</summary>
public static class VerifierGraphs
{
    /// <summary><c>latents [K, H, Z]</c> in the world model's own units to <c>embeds [K, P, D]</c>.</summary>
    public static GraphBuilder Projector(INetworkWeights parameters, DecoderOptions options, LatentTokenForm form)
    {
        var graph = new GraphBuilder("projector");
        var latents = graph.Input("latents", OnnxType.Float, "K", form.Steps, form.Size);
        var standard = graph.Standardize("latents", latents, form.Stats.Mean, form.Stats.Std);
        var grouped = graph.Reshape(standard, 0, form.Tokens, form.StepsPerToken * form.Size);
        var embeds = graph.Linear(
            "projector", grouped, parameters.Export(form.Projector + ".weight"), options.Width, parameters.Export(form.Projector + ".bias"));
        graph.Output("embeds", embeds, OnnxType.Float, "K", form.Tokens, options.Width);
        return graph;
    }

    /// <summary><c>input_ids [B, S]</c> to <c>inputs_embeds [B, S, D]</c>.</summary>
    public static GraphBuilder Embedding(INetworkWeights parameters, DecoderOptions options)
    {
        var graph = new GraphBuilder("embed_tokens");
        var ids = graph.Input("input_ids", OnnxType.Int64, "B", "S");
        var embeds = graph.Embedding("embed", ids, parameters.Export("embed.weight"), options.Width);
        graph.Output("inputs_embeds", embeds, OnnxType.Float, "B", "S", options.Width);
        return graph;
    }

    /// <summary>
    /// <c>inputs_embeds [B, S, D]</c> and the key-value cache to <c>logits [B, 1, V]</c> of the last position, the only one that
    /// is ever read: behind the last attention the others need not be computed. Rotary positions are applied inside the
    /// attention operator, counted from <c>seqlens_k</c> (valid positions of each row including the new ones, minus one).
    /// Bind each present to its past: the cache is written in place.
    /// </summary>
    public static GraphBuilder Decoder(INetworkWeights parameters, DecoderOptions options, DecoderPrecision precision = DecoderPrecision.Float)
    {
        var graph = new GraphBuilder("decoder");
        var x = graph.Input("inputs_embeds", OnnxType.Float, "B", "S", options.Width);
        var lengths = graph.Input("seqlens_k", OnnxType.Int32, "B");
        var total = graph.Input("total_sequence_length", OnnxType.Int32);
        int half = options.HeadSize / 2;
        var (cos, sin) = RotaryTable.Build(options.MaxTokens, options.HeadSize, options.RopeBase, options.Scaling);
        var (cosines, sines) = (graph.Initializer("rotary.cos", cos, options.MaxTokens, half), graph.Initializer("rotary.sin", sin, options.MaxTokens, half));
        float epsilon = (float)options.Epsilon;
        for (int i = 0; i < options.Layers; i++)
        {
            string layer = $"layers.{i}";
            var key = graph.Input($"past_key_values.{i}.key", OnnxType.Float, "B", options.KvHeads, "M", options.HeadSize);
            var value = graph.Input($"past_key_values.{i}.value", OnnxType.Float, "B", options.KvHeads, "M", options.HeadSize);
            var normed = graph.RmsNorm(layer + ".attention_norm", x, parameters.Export(layer + ".attention_norm"), epsilon);
            var packed = Linear(layer + ".qkv", normed, options.Attended, Bias(layer + ".qkv"));
            graph.Node("com.microsoft.GroupQueryAttention", [packed, "", "", key, value, lengths, total, cosines, sines],
                [layer + ".attended", $"present.{i}.key", $"present.{i}.value"],
                ("num_heads", options.Heads), ("kv_num_heads", options.KvHeads), ("do_rotary", 1), ("rotary_interleaved", 0));
            graph.Output($"present.{i}.key", OnnxType.Float, "B", options.KvHeads, "M", options.HeadSize);
            graph.Output($"present.{i}.value", OnnxType.Float, "B", options.KvHeads, "M", options.HeadSize);
            string attended = layer + ".attended";
            if (i == options.Layers - 1) (x, attended) = (graph.Slice(x, 1, -1), graph.Slice(attended, 1, -1));
            x = graph.Add(x, Linear(layer + ".out", attended, options.Width));

            normed = graph.RmsNorm(layer + ".mlp_norm", x, parameters.Export(layer + ".mlp_norm"), epsilon);
            var both = graph.Split(Linear(layer + ".gate_up", normed, 2 * options.Hidden), -1, 2);
            var gated = graph.Mul(graph.Silu(both[0]), both[1]);
            x = graph.Add(x, Linear(layer + ".down", gated, options.Width));
        }
        var last = graph.RmsNorm("norm", x, parameters.Export("norm"), epsilon);
        string head = parameters.Contains("head.weight") ? "head.weight" : "embed.weight";
        graph.Output("logits", Product("head", last, parameters.Export(head), options.Vocabulary), OnnxType.Float, "B", 1, options.Vocabulary);
        return graph;

        string Linear(string name, string input, int outputs, float[]? bias = null) =>
            Product(name, input, parameters.Export(name + ".weight"), outputs, bias);

        string Product(string name, string input, float[] weights, int outputs, float[]? bias = null) => precision == DecoderPrecision.Int8
            ? graph.LinearInt8(name, input, weights, outputs, bias)
            : graph.Linear(name, input, weights, outputs, bias);

        float[]? Bias(string name) => parameters.Contains(name + ".bias") ? parameters.Export(name + ".bias") : null;
    }
}
