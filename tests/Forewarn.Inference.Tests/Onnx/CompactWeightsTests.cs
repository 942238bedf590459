using Forewarn.Core;
using Forewarn.Onnx;
using Microsoft.ML.OnnxRuntime;
using static Forewarn.Inference.Tests.RawRuntime;

namespace Forewarn.Inference.Tests;

public sealed class CompactWeightsTests
{
    private const int Few = 8;

    [Fact]
    public void A_stored_model_computes_with_the_rounded_weights_exactly()
    {
        var (graph, weights) = Stack(Normal(1, 64 * 32), Normal(2, 32 * 16));
        byte[] model = OnnxModel.ToBytes(graph), half = CompactWeights.Store(model, WeightForm.Half, Few);
        var rounded = weights.ToDictionary(w => w.Key, w => w.Value.Select(v => (float)(Half)v).ToArray());
        Assert.Equal(Result(GraphWeights.Replace(model, rounded)), Result(half));
        Near.Equal(Result(model), Result(half), 0.2f);
        Assert.NotEqual(Result(model), Result(half));
    }

    [Fact]
    public void Restored_it_is_byte_for_byte_the_model_with_the_rounded_weights()
    {
        var (graph, weights) = Stack(Normal(1, 64 * 32), Normal(2, 32 * 16));
        byte[] model = OnnxModel.ToBytes(graph, new Dictionary<string, string> { ["k"] = "v" });
        var rounded = weights.ToDictionary(w => w.Key, w => w.Value.Select(v => (float)(Half)v).ToArray());
        Assert.Equal(GraphWeights.Replace(model, rounded), CompactWeights.Restore(CompactWeights.Store(model, WeightForm.Half, Few)));
        Assert.Equal(model, CompactWeights.Restore(model));
        byte[] half = CompactWeights.Store(model, WeightForm.Half, Few);
        Assert.Equal(half, CompactWeights.Store(CompactWeights.Restore(half), WeightForm.Half, Few));
        Assert.Equal(half, CompactWeights.Store(half, WeightForm.Half, Few));
    }

    /// <summary>Half a step is the most that rounding moves a weight, and a step is a 127th of the greatest weight of its slice.</summary>
    [Fact]
    public void Bytes_miss_a_weight_by_half_a_step_of_its_row_or_column()
    {
        float[] a = Normal(1, 64 * 32);
        for (int i = 0; i < a.Length; i++) a[i] *= 1 << (i % 32 % 8);
        var (graph, _) = Stack(a, Normal(2, 32 * 16));
        byte[] model = OnnxModel.ToBytes(graph), stored = CompactWeights.Store(model, WeightForm.Byte, Few);
        float[] found = GraphWeights.Read(CompactWeights.Restore(stored))["a.weight_t"].Floats();
        // Columns differ in size by up to 128, so the scales run along them.
        Assert.Equal([1, 32], GraphWeights.Read(stored)["a.weight_t.scale"].Shape);
        for (int column = 0; column < 32; column++)
        {
            float[] own = [.. a.Where((_, i) => i % 32 == column)], kept = [.. found.Where((_, i) => i % 32 == column)];
            float step = own.Max(MathF.Abs) / 127 * 1.001f;
            Assert.All(own.Zip(kept), pair => Assert.InRange(MathF.Abs(pair.First - pair.Second), 0, step / 2));
        }
        Assert.Equal(Result(CompactWeights.Restore(stored)), Result(stored));
        Assert.Equal(stored, CompactWeights.Store(CompactWeights.Restore(stored), WeightForm.Byte, Few));
        Assert.InRange(model.Length - stored.Length, 3 * (64 * 32 + 32 * 16) - 4 * (32 + 32) - 600, 3 * (64 * 32 + 32 * 16));
    }

    [Fact]
    public void Bytes_scale_rows_where_rows_differ_and_keep_zeros()
    {
        float[] a = Normal(1, 64 * 32);
        for (int i = 0; i < a.Length; i++) a[i] *= i / 32 == 5 ? 0 : 1 << (i / 32 % 8);
        byte[] stored = CompactWeights.Store(OnnxModel.ToBytes(Stack(a, Normal(2, 32 * 16)).Graph), WeightForm.Byte, Few);
        Assert.Equal([64, 1], GraphWeights.Read(stored)["a.weight_t.scale"].Shape);
        Assert.All(GraphWeights.Read(CompactWeights.Restore(stored))["a.weight_t"].Floats()[160..192], w => Assert.Equal(0, w));
        a[77] = float.PositiveInfinity;
        byte[] wild = OnnxModel.ToBytes(Stack(a, Normal(2, 32 * 16)).Graph);
        Assert.Contains("'a.weight_t'", Assert.Throws<InvalidDataException>(() => CompactWeights.Store(wild, WeightForm.Byte, Few)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_shrinks_by_two_bytes_a_weight()
    {
        var (graph, _) = Stack(Normal(1, 64 * 32), Normal(2, 32 * 16));
        byte[] model = OnnxModel.ToBytes(graph);
        int saved = model.Length - CompactWeights.Store(model, WeightForm.Half, Few).Length, weights = 64 * 32 + 32 * 16;
        Assert.InRange(saved, 2 * weights - 400, 2 * weights);
    }

    /// <summary>The optimized graph, as the runtime writes it out, has no cast left and its weights in floats.</summary>
    [Theory]
    [InlineData(16)]
    [InlineData(8)]
    public void The_runtime_widens_once_when_the_session_is_made_inside_loops_too(int bits)
    {
        byte[] stored = CompactWeights.Store(OnnxModel.ToBytes(Loop(Normal(3, 16 * 16))), bits == 16 ? WeightForm.Half : WeightForm.Byte, Few);
        Assert.Contains(Operators(stored), op => op == "Cast");
        string path = Path.Combine(Directory.CreateTempSubdirectory("forewarn-half-").FullName, "optimized.onnx");
        using (var options = new SessionOptions { OptimizedModelFilePath = path, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL })
        using (new InferenceSession(stored, options)) { }
        byte[] optimized = File.ReadAllBytes(path);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        Assert.Contains(Operators(optimized), op => op == "Scan");
        Assert.DoesNotContain(Operators(optimized), op => op is "Cast" or "Mul");
        Assert.DoesNotContain(GraphWeights.Read(optimized).Values, w => w.Type is OnnxType.Float16 or OnnxType.Int8);
    }

    [Fact]
    public void A_loop_reads_the_weights_from_outside_as_before()
    {
        float[] w = Normal(3, 16 * 16);
        byte[] whole = OnnxModel.ToBytes(Loop([.. w.Select(v => (float)(Half)v)])), half = CompactWeights.Store(OnnxModel.ToBytes(Loop(w)), WeightForm.Half, Few);
        Assert.Equal(Steps(whole), Steps(half));

        static float[] Steps(byte[] model)
        {
            using var session = Open(model);
            using var run = new RunOptions();
            using var start = Floats(Normal(4, 2 * 16), 2, 16);
            using var xs = Floats(Normal(5, 3 * 2 * 16), 3, 2, 16);
            using var results = session.Run(run, ["start", "xs"], [start, xs], ["ys"]);
            return results[0].GetTensorDataAsSpan<float>().ToArray();
        }
    }

    [Fact]
    public void Small_constants_tables_of_other_operators_and_sums_stay_floats()
    {
        var graph = new GraphBuilder("g");
        graph.Input("x", OnnxType.Float, "N", 4);
        var small = graph.MatMul("x", graph.Initializer("small", [1f, 2, 3, 4], 4, 1));
        var shared = graph.Initializer("shared", Normal(1, 16), 4, 4);
        var sum = graph.Add(graph.MatMul(graph.Add("x", graph.Initializer("bias", Normal(2, 16), 4, 4)), shared), shared);
        graph.Output("y", graph.Add(sum, small), OnnxType.Float, "N", 4);
        byte[] model = OnnxModel.ToBytes(graph);
        Assert.Equal(model, CompactWeights.Store(model, WeightForm.Half, Few));
    }

    [Theory]
    [InlineData(65519.9f, true)]
    [InlineData(65520f, false)]
    [InlineData(-1e6f, false)]
    [InlineData(float.NaN, false)]
    public void What_half_precision_cannot_hold_is_refused(float value, bool fits)
    {
        float[] w = Normal(1, 64 * 32);
        w[77] = value;
        byte[] model = OnnxModel.ToBytes(Stack(w, Normal(2, 32 * 16)).Graph);
        if (fits)
            Assert.Equal(65504, GraphWeights.Read(CompactWeights.Restore(CompactWeights.Store(model, WeightForm.Half, Few)))["a.weight_t"].Floats().Max());
        else
            Assert.Contains(
                "'a.weight_t'", Assert.Throws<InvalidDataException>(() => CompactWeights.Store(model, WeightForm.Half, Few)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => CompactWeights.Store(model.AsSpan(0, model.Length / 2), WeightForm.Half, Few));
        Assert.Throws<InvalidDataException>(() => CompactWeights.Restore([]));
    }

    /// <summary>Two products, the weights in their stored order.</summary>
    private static (GraphBuilder Graph, Dictionary<string, float[]> Weights) Stack(float[] a, float[] b)
    {
        var graph = new GraphBuilder("g");
        graph.Input("x", OnnxType.Float, "N", 64);
        var hidden = graph.Silu(graph.MatMul("x", graph.Initializer("a.weight_t", a, 64, 32)));
        graph.Output("y", graph.MatMul(hidden, graph.Initializer("b.weight_t", b, 32, 16)), OnnxType.Float, "N", 16);
        return (graph, new() { ["a.weight_t"] = a, ["b.weight_t"] = b });
    }

    private static GraphBuilder Loop(float[] weights)
    {
        var graph = new GraphBuilder("g");
        graph.Input("start", OnnxType.Float, "K", 16);
        graph.Input("xs", OnnxType.Float, "H", "K", 16);
        var w = graph.Initializer("w", weights, 16, 16);
        var body = graph.Subgraph("step");
        body.Input("state", OnnxType.Float, "K", 16);
        body.Input("x", OnnxType.Float, "K", 16);
        var next = body.Op("Tanh", [body.Add(body.MatMul("state", w), "x")]);
        body.Output("state_out", next, OnnxType.Float, "K", 16);
        body.Output("y", next, OnnxType.Float, "K", 16);
        graph.Node("Scan", ["start", "xs"], ["end", "ys"], ("body", body), ("num_scan_inputs", 1));
        graph.Output("ys", OnnxType.Float, "H", "K", 16);
        return graph;
    }

    private static IEnumerable<string> Operators(byte[] model)
    {
        var found = new List<string>();
        GraphRewrite.Apply(model, graph =>
        {
            found.AddRange(SerializedNode.All(graph).Select(n => n.Op));
            return new();
        });
        return found;
    }

    private static float[] Result(byte[] model)
    {
        using var session = Open(model);
        using var run = new RunOptions();
        using var x = Floats(Normal(9, 5 * 64), 5, 64);
        using var results = session.Run(run, ["x"], [x], ["y"]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }

    private static float[] Normal(ulong seed, int count)
    {
        var values = new float[count];
        new SeedStream(seed).FillNormal(values);
        return values;
    }
}
