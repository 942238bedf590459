using Forewarn.Core;
using Forewarn.Onnx;
using static Forewarn.Inference.Tests.RawRuntime;

namespace Forewarn.Inference.Tests;

public sealed class AttentionTests
{
    /// <summary>softmax(q kᵀ scale) v per head, in double; row s of a causal call sees keys up to past + s.</summary>
    private static float[] Reference(
        float[] q, float[] k, float[] v, int queries, int keys, int heads, int size, bool causal)
    {
        var result = new float[queries * heads * size];
        int width = heads * size, past = keys - queries;
        for (int h = 0; h < heads; h++)
        {
            for (int s = 0; s < queries; s++)
            {
                int seen = causal ? past + s + 1 : keys;
                var score = new double[seen];
                for (int t = 0; t < seen; t++)
                {
                    for (int i = 0; i < size; i++)
                        score[t] += (double)q[s * width + h * size + i] * k[t * width + h * size + i];
                    score[t] = Math.Exp(score[t] / Math.Sqrt(size));
                }
                double total = score.Sum();
                for (int i = 0; i < size; i++)
                {
                    double sum = 0;
                    for (int t = 0; t < seen; t++) sum += score[t] * v[t * width + h * size + i];
                    result[s * width + h * size + i] = (float)(sum / total);
                }
            }
        }
        return result;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Multi_head_attention_agrees_with_the_formula(bool causal)
    {
        const int length = 5, heads = 2, size = 8, width = heads * size;
        var (q, k, v) = (Normal(1, length * width), Normal(2, length * width), Normal(3, length * width));
        var graph = new GraphBuilder("attention");
        foreach (var name in new[] { "q", "k", "v" }) graph.Input(name, OnnxType.Float, "B", "S", width);
        graph.Output("y", graph.MultiHeadAttention("q", "k", "v", heads, causal), OnnxType.Float, "B", "S", width);
        var found = Run(graph, "y", ("q", Floats(q, 1, length, width)), ("k", Floats(k, 1, length, width)),
            ("v", Floats(v, 1, length, width)));
        Near.Equal(Reference(q, k, v, length, length, heads, size, causal), found, 2e-6f);
    }

    /// <summary>Prefill of five positions, then two steps, over one buffer that is past and present at once.</summary>
    [Fact]
    public void Group_query_attention_grows_a_shared_cache_in_place()
    {
        const int heads = 2, size = 8, width = heads * size, capacity = 16, prompt = 5, total = 7;
        var (q, k, v) = (Normal(4, total * width), Normal(5, total * width), Normal(6, total * width));
        var graph = new GraphBuilder("cached");
        foreach (var name in new[] { "q", "k", "v" }) graph.Input(name, OnnxType.Float, 1, "S", width);
        graph.Input("past_key_values.0.key", OnnxType.Float, 1, heads, "M", size);
        graph.Input("past_key_values.0.value", OnnxType.Float, 1, heads, "M", size);
        graph.Input("seqlens_k", OnnxType.Int32, 1);
        graph.Input("total_sequence_length", OnnxType.Int32);
        var attended = graph.GroupQueryAttention("q", "k", "v", "past_key_values.0.key", "past_key_values.0.value",
            "seqlens_k", "total_sequence_length", "present.0.key", "present.0.value", heads, heads);
        graph.Output("y", attended, OnnxType.Float, 1, "S", width);
        graph.Output("present.0.key", OnnxType.Float, 1, heads, "M", size);
        graph.Output("present.0.value", OnnxType.Float, 1, heads, "M", size);

        using var session = new GraphSession(OnnxModel.ToBytes(graph), "cached");
        using var binding = session.Bind(("S", prompt), ("M", capacity));
        binding.Share("past_key_values.0.key", "present.0.key").Share("past_key_values.0.value", "present.0.value");
        var wanted = Reference(q, k, v, total, total, heads, size, causal: true);
        for (int done = 0; done < total;)
        {
            int now = done == 0 ? prompt : 1;
            binding.Resize("S", now);
            binding.Set<float>("q", q.AsSpan(done * width, now * width));
            binding.Set<float>("k", k.AsSpan(done * width, now * width));
            binding.Set<float>("v", v.AsSpan(done * width, now * width));
            binding.Set<int>("seqlens_k", [done + now - 1]).Set<int>("total_sequence_length", [done + now]);
            binding.Run();
            Near.Equal(wanted.AsSpan(done * width, now * width), binding.Output<float>("y"), 2e-6f);
            done += now;
        }
        // The cache holds every key, head by head, and nothing beyond.
        var cache = binding.Output<float>("present.0.key");
        for (int h = 0; h < heads; h++)
        {
            for (int t = 0; t < total; t++)
                Near.Equal(k.AsSpan(t * width + h * size, size), cache.Slice((h * capacity + t) * size, size), 0);
            Assert.Equal(-1, cache.Slice((h * capacity + total) * size, size).IndexOfAnyExcept(0f));
        }
    }

    private static float[] Normal(ulong seed, int count)
    {
        var values = new float[count];
        new SeedStream(seed).FillNormal(values);
        return values;
    }
}
