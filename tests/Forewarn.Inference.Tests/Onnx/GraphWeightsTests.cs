using Forewarn.Onnx;

namespace Forewarn.Inference.Tests;

public sealed class GraphWeightsTests
{
    [Fact]
    public void Every_constant_comes_back_with_name_type_shape_and_values()
    {
        var weights = GraphWeights.Read(OnnxModel.ToBytes(Affine()));
        Assert.Equal(["a.bias", "a.weight_t", "integers -1,2"], weights.Keys.Order(StringComparer.Ordinal));
        var matrix = weights["a.weight_t"];
        Assert.Equal(OnnxType.Float, matrix.Type);
        Assert.Equal([3, 2], matrix.Shape);
        Assert.Equal([1, 4, 2, 5, 3, 6], matrix.Floats());
        Assert.Equal([10, 20], weights["a.bias"].Floats());
        var axis = weights["integers -1,2"];
        Assert.Equal((OnnxType.Int64, 2L), (axis.Type, axis.Count));
        Assert.Throws<InvalidDataException>(() => axis.Floats());
    }

    [Fact]
    public void New_values_give_the_model_that_would_have_been_built_with_them()
    {
        var other = GraphWeights.Replace(OnnxModel.ToBytes(Affine()), new Dictionary<string, float[]>
        {
            ["a.weight_t"] = [0, 0, 1, 0, 0, 1],
            ["a.bias"] = [0.5f, -0.5f],
        });
        Assert.Equal(OnnxModel.ToBytes(Affine([0, 1, 0, 0, 0, 1], [0.5f, -0.5f])), other);
    }

    [Fact]
    public void No_new_value_leaves_the_model_byte_for_byte()
    {
        byte[] model = OnnxModel.ToBytes(Affine(), new Dictionary<string, string> { ["k"] = "v" });
        Assert.Equal(model, GraphWeights.Replace(model, new Dictionary<string, float[]>()));
    }

    [Fact]
    public void Names_and_lengths_of_another_network_are_refused()
    {
        byte[] model = OnnxModel.ToBytes(Affine());
        var name = Assert.Throws<InvalidDataException>(() =>
            GraphWeights.Replace(model, new Dictionary<string, float[]> { ["b.bias"] = [1] }));
        Assert.Contains("'b.bias'", name.Message, StringComparison.Ordinal);
        var length = Assert.Throws<InvalidDataException>(() =>
            GraphWeights.Replace(model, new Dictionary<string, float[]> { ["a.bias"] = [1] }));
        Assert.Contains("2 float elements", length.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => GraphWeights.Read(model.AsSpan(0, model.Length / 2)));
    }

    private static GraphBuilder Affine(float[]? weight = null, float[]? bias = null)
    {
        var graph = new GraphBuilder("g");
        graph.Input("x", OnnxType.Float, "N", 3);
        var y = graph.Linear("a", "x", weight ?? [1, 2, 3, 4, 5, 6], 2, bias ?? [10, 20]);
        graph.Output("y", graph.Reshape(y, -1, 2), OnnxType.Float, "N", 2);
        return graph;
    }
}
