using Forewarn.Onnx;

namespace Forewarn.Inference.Tests.Onnx;

public sealed class GraphWeightsTests
{
    private static readonly byte[] Model = Written();

    [Fact]
    public void Names_shapes_and_values_come_back()
    {
        var weights = GraphWeights.Read(Model);
        Assert.Equal(["layer.bias", "layer.weight_t", "scale.weight"], weights.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([3, 2], weights["layer.weight_t"].Shape);
        // Written as [out, in], kept as [in, out].
        Assert.Equal([1f, 4, 2, 5, 3, 6], weights["layer.weight_t"].Values);
        Assert.Equal([7f, 8], weights["layer.bias"].Values);
        Assert.Equal([2], weights["scale.weight"].Shape);
    }

    [Fact]
    public void A_cut_model_is_refused_wherever_it_breaks_off()
    {
        for (int length = 1; length < Model.Length; length += 7)
        {
            byte[] part = Model[..length];
            // A cut between two fields may leave a whole model with fewer of them, never other weights.
            try
            {
                Assert.All(GraphWeights.Read(part), w => Assert.Equal(GraphWeights.Read(Model)[w.Key].Values, w.Value.Values));
            }
            catch (InvalidDataException)
            {
                continue;
            }
        }
        Assert.Throws<InvalidDataException>(() => GraphWeights.Read([]));
        Assert.Throws<InvalidDataException>(() => GraphWeights.Read(Model[..^1]));
    }

    [Fact]
    public void A_tensor_with_too_few_values_is_named()
    {
        byte[] model = [.. Model];
        // The first axis of [3, 2]: field 1, varint 3, then 2.
        int at = model.AsSpan().IndexOf([(byte)0x08, 3, 0x08, 2]);
        Assert.True(at > 0);
        model[at + 1] = 4;
        Assert.Contains("layer.weight_t", Assert.Throws<InvalidDataException>(() => GraphWeights.Read(model)).Message, StringComparison.Ordinal);
    }

    private static byte[] Written()
    {
        var graph = new GraphBuilder("small");
        var x = graph.Input("x", OnnxType.Float, "B", 3);
        var y = graph.Reshape(graph.Linear("layer", x, [1, 2, 3, 4, 5, 6], 2, [7, 8]), 0, 2);
        graph.Output("y", graph.RmsNorm("scale", y, [1, 1]), OnnxType.Float, "B", 2);
        return OnnxModel.ToBytes(graph);
    }
}
