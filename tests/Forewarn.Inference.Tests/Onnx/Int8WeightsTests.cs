using Forewarn.Core;
using Forewarn.Onnx;
using static Forewarn.Inference.Tests.RawRuntime;

namespace Forewarn.Inference.Tests;

public sealed class Int8WeightsTests
{
    [Fact]
    public void A_column_is_rounded_by_its_own_largest_weight()
    {
        var (values, scales) = Int8Weights.Round([63, 0.5f, 0, -31.4f, 0.375f, 0], 3);
        Near.Equal([1, 0.5f / 63, 1], scales, 0);
        Assert.Equal([63, 63, 0, -31, 47, 0], values);
    }

    /// <summary>The largest bytes times the largest weights, in pairs of one sign: more than sixteen bits hold with one bit more.</summary>
    [Fact]
    public void The_largest_numbers_do_not_overflow()
    {
        var graph = new GraphBuilder("g");
        graph.Input("x", OnnxType.Float, "N", 64);
        float[] w = [.. Enumerable.Range(0, 64 * 2).Select(i => i % 2 == 0 ? 1f : -1f)];
        graph.Output("y", graph.MatMul("x", graph.Initializer("w", w, 64, 2)), OnnxType.Float, "N", 2);
        Near.Equal([64, -64], RunInt8(graph, [.. Enumerable.Repeat(1f, 64)], 1, 64), 1e-3f);
    }

    /// <summary>Numbers that eight bits hold exactly must come out exactly: nothing is left but the wiring.</summary>
    [Fact]
    public void Products_of_small_integers_stay_what_they_are()
    {
        // Column scales 1 and 2, rows from 0 to 255: the runtime's own rounding of activations has step 1.
        float[] x = [0, 255, 3, 10, 20, 30], w = [63, -126, 1, 2, -5, 126];
        var graph = new GraphBuilder("g");
        graph.Input("x", OnnxType.Float, "N", 3);
        graph.Output("y", graph.MatMul("x", graph.Initializer("w", w, 3, 2)), OnnxType.Float, "N", 2);
        Near.Equal([255 - 15, 510 + 378, 630 + 20 - 150, -1260 + 40 + 3780], RunInt8(graph, x, 2, 3), 1e-2f);
    }

    [Fact]
    public void A_stack_of_layers_stays_within_hundredths_and_its_floats_stay_floats()
    {
        var draw = new SeedStream(7);
        float[] Normal(int count)
        {
            var values = new float[count];
            draw.FillNormal(values);
            return values;
        }
        var graph = new GraphBuilder("g");
        graph.Input("x", OnnxType.Float, "N", 64);
        var hidden = graph.Linear("a", graph.RmsNorm("n", "x", [.. Enumerable.Repeat(1f, 64)]), Normal(64 * 128), 128, Normal(128));
        graph.Output("y", graph.Linear("b", graph.Silu(hidden), Normal(128 * 32), 32), OnnxType.Float, "N", 32);
        float[] x = Normal(5 * 64), wanted = Run(graph, "y", ("x", Floats(x, 5, 64))), found = RunInt8(graph, x, 5, 64);
        float scale = wanted.Max(MathF.Abs);
        Near.Equal([.. wanted.Select(v => v / scale)], [.. found.Select(v => v / scale)], 0.03f);
        Assert.NotEqual(wanted, found);
        byte[] whole = OnnxModel.ToBytes(graph), small = Int8Weights.Quantize(whole);
        Assert.InRange(small.Length, 64 * 128 + 128 * 32, whole.Length / 3);
        Assert.Equal(Int8Weights.Quantize(whole), small);
    }

    [Fact]
    public void Weights_shared_by_two_products_are_stored_once()
    {
        var graph = new GraphBuilder("g");
        graph.Input("x", OnnxType.Float, "N", 2);
        var w = graph.Initializer("w", [1f, 2, 3, 4], 2, 2);
        graph.Output("y", graph.MatMul(graph.MatMul("x", w), w), OnnxType.Float, "N", 2);
        Near.Equal([7, 10], RunInt8(graph, [1, 0], 1, 2), 0.3f);
    }

    [Fact]
    public void The_signature_and_metadata_stay()
    {
        var graph = new GraphBuilder("g");
        graph.Input("x", OnnxType.Float, "N", 2);
        graph.Output("y", graph.MatMul("x", graph.Initializer("w", [1f, 2], 2, 1)), OnnxType.Float, "N", 1);
        byte[] model = OnnxModel.ToBytes(graph, new Dictionary<string, string> { ["k"] = "v" }), small = Int8Weights.Quantize(model);
        var (before, after) = (GraphSignature.Read(model), GraphSignature.Read(small));
        Assert.Equal(before.Inputs.Select(v => (v.Name, v.TypeName)), after.Inputs.Select(v => (v.Name, v.TypeName)));
        Assert.Equal(before.Outputs.Select(v => (v.Name, v.TypeName)), after.Outputs.Select(v => (v.Name, v.TypeName)));
        using var session = Open(small);
        Assert.Equal("v", session.ModelMetadata.CustomMetadataMap["k"]);
    }

    [Fact]
    public void What_cannot_be_quantized_is_said()
    {
        var activations = new GraphBuilder("g");
        activations.Input("x", OnnxType.Float, 2, 2);
        activations.Output("y", activations.MatMul("x", "x"), OnnxType.Float, 2, 2);
        Assert.Contains("no product", Refusal(activations));

        // A table that is both looked up in and multiplied by must stay in floats for the look-up.
        var shared = new GraphBuilder("g");
        shared.Input("x", OnnxType.Float, "N", 2);
        var table = shared.Initializer("w", [1f, 2, 3, 4], 2, 2);
        var product = shared.MatMul("x", table);
        shared.Output("y", shared.Add(product, shared.Op("Gather", [table, shared.Integers(0)], ("axis", 0))), OnnxType.Float, "N", 2);
        Assert.Contains("another operator", Refusal(shared));
        Assert.Throws<InvalidDataException>(() => Int8Weights.Quantize([1, 2, 3]));
        Assert.Throws<InvalidDataException>(() => Int8Weights.Quantize([]));
    }

    private static string Refusal(GraphBuilder graph) =>
        Assert.Throws<InvalidDataException>(() => Int8Weights.Quantize(OnnxModel.ToBytes(graph))).Message;

    private static float[] RunInt8(GraphBuilder graph, float[] x, int rows, int width)
    {
        using var session = Open(Int8Weights.Quantize(OnnxModel.ToBytes(graph)));
        using var run = new Microsoft.ML.OnnxRuntime.RunOptions();
        using var input = Floats(x, rows, width);
        using var results = session.Run(run, ["x"], [input], ["y"]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
