using System.Text;
using Forewarn.Onnx;
using static Forewarn.Inference.Tests.RawRuntime;

namespace Forewarn.Inference.Tests;

public sealed class GraphBuilderTests
{
    private readonly GraphBuilder _graph = new("g");

    public GraphBuilderTests() => _graph.Input("x", OnnxType.Float, "N", 2);

    [Fact]
    public void Reading_an_undeclared_value_fails_where_it_happens()
    {
        var error = Assert.Throws<ArgumentException>(() => _graph.Op("Relu", ["z"]));
        Assert.Contains("Relu reads 'z'", error.Message);
    }

    [Fact]
    public void A_name_is_declared_once()
    {
        Assert.Throws<ArgumentException>(() => _graph.Input("x", OnnxType.Float));
        Assert.Throws<ArgumentException>(() => _graph.Node("Relu", ["x"], ["x"]));
        Assert.Throws<ArgumentException>(() => _graph.Initializer("x", [1f], 1));
        Assert.Throws<ArgumentException>(() => _graph.Subgraph("b").Input("x", OnnxType.Float));
    }

    [Fact]
    public void Outputs_must_be_produced_here_and_once()
    {
        Assert.Throws<ArgumentException>(() => _graph.Output("x", OnnxType.Float, "N", 2));
        _graph.Output("y", "x", OnnxType.Float, "N", 2);
        Assert.Throws<ArgumentException>(() => _graph.Output("y", OnnxType.Float, "N", 2));
        Assert.Throws<ArgumentException>(() => OnnxModel.ToBytes(new GraphBuilder("empty")));
    }

    [Fact]
    public void Initializers_must_fill_their_shape()
    {
        var error = Assert.Throws<ArgumentException>(() => _graph.Initializer("w", new float[5], 2, 3));
        Assert.Contains("wanted 6", error.Message);
    }

    [Fact]
    public void One_name_holds_one_content()
    {
        _graph.Initializer("w", [1f, 2f], 2);
        _graph.Initializer("w", [1f, 2f], 2);
        Assert.Throws<ArgumentException>(() => _graph.Initializer("w", [1f, 3f], 2));
        Assert.Throws<ArgumentException>(() => _graph.Initializer("w", [1f, 2f], 1, 2));
        _graph.Linear("fc", "x", [1, 2], 1);
        _graph.Linear("fc", "x", [1, 2], 1);
        Assert.Throws<ArgumentException>(() => _graph.Linear("fc", "x", [1, 3], 1));
    }

    [Fact]
    public void Unread_initializers_are_dropped_and_repeated_layers_stored_once()
    {
        _graph.Initializer("never_read", new float[1000], 1000);
        var y = _graph.Linear("fc", _graph.Linear("fc", "x", [1, 2, 3, 4], 2), [1, 2, 3, 4], 2);
        _graph.Output("y", y, OnnxType.Float, "N", 2);
        byte[] model = OnnxModel.ToBytes(_graph);
        Assert.DoesNotContain("never_read", Encoding.Latin1.GetString(model));
        Assert.True(model.Length < 1000);
        // W (W x) with W = [[1, 2], [3, 4]] and x = (1, 2)
        Near.Equal([27, 59], Run(_graph, "y", ("x", Floats([1, 2], 1, 2))));
    }

    [Fact]
    public void Every_kind_of_constant_arrives()
    {
        void Show(string name, string constant) =>
            _graph.Output(name, _graph.Cast(constant, OnnxType.Float), OnnxType.Float, 1);
        _graph.Output("f", _graph.Add("x", _graph.Initializer("cf", [1.5f], 1)), OnnxType.Float, "N", 2);
        Show("b", _graph.Initializer("cb", new byte[] { 7 }, 1));
        Show("i", _graph.Initializer("ci", new[] { -8 }, 1));
        Show("l", _graph.Initializer("cl", new[] { 9L }, 1));
        Show("t", _graph.Initializer("ct", new[] { true }, 1));
        Show("r", _graph.RawInitializer("cr", OnnxType.Int8, [0xFE], 1));
        var found = RunAll(_graph, ("x", Floats([0, 1], 1, 2)));
        Near.Equal([1.5f, 2.5f], found["f"]);
        Assert.Equal([7, -8, 9, 1, -2], new[] { "b", "i", "l", "t", "r" }.Select(n => found[n][0]));
    }

    [Fact]
    public void Axes_do_not_take_negative_sizes() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _graph.Input("q", OnnxType.Float, -1));
}
