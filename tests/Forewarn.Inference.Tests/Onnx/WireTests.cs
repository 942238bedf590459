using Forewarn.Onnx;

namespace Forewarn.Inference.Tests;

public sealed class WireTests
{
    [Theory]
    [InlineData(0L, "08-00")]
    [InlineData(127L, "08-7F")]
    [InlineData(128L, "08-80-01")]
    [InlineData(300L, "08-AC-02")]
    [InlineData(-1L, "08-FF-FF-FF-FF-FF-FF-FF-FF-FF-01")]
    public void Integers_are_varints(long value, string wanted) =>
        Assert.Equal(wanted, BitConverter.ToString(new ProtoWriter().Int(1, value).ToArray()));

    [Fact]
    public void Field_numbers_above_fifteen_take_two_bytes() =>
        Assert.Equal("A0-01-02", BitConverter.ToString(new ProtoWriter().Int(20, 2).ToArray()));

    [Fact]
    public void Floats_are_little_endian() =>
        Assert.Equal("15-00-00-80-3F", BitConverter.ToString(new ProtoWriter().Float(2, 1f).ToArray()));

    [Fact]
    public void Empty_messages_are_written() =>
        Assert.Equal("12-00", BitConverter.ToString(new ProtoWriter().Message(2, new()).ToArray()));

    /// <summary>Every byte below was laid out by hand from the field numbers of the public schema.</summary>
    [Fact]
    public void A_one_node_model_has_the_bytes_of_the_schema()
    {
        var graph = new GraphBuilder("g");
        graph.Input("x", OnnxType.Float, 2);
        graph.Node("Relu", ["x"], ["y"]);
        graph.Output("y", OnnxType.Float, 2);
        string node = "0A0178" + "120179" + "1A06" + "52656C753A30" + "2204" + "52656C75";
        string type = "0A08" + "0801" + "1204" + "0A020802";
        string body = "0A14" + node + "120167" + "5A0F" + "0A0178" + "120A" + type + "620F" + "0A0179" + "120A" + type;
        string opsets = "4204" + "0A00" + "1015" + "4211" + "0A0D" + "636F6D2E6D6963726F736F6674" + "1001";
        string model = "080A" + "1208" + "666F72657761726E" + "3A3B" + body + opsets + "7206" + "0A016B" + "120176";
        var metadata = new Dictionary<string, string> { ["k"] = "v" };
        Assert.Equal(model, Convert.ToHexString(OnnxModel.ToBytes(graph, metadata)));
    }

    [Fact]
    public void Equal_calls_give_equal_bytes() => Assert.Equal(Sample(), Sample());

    [Fact]
    public void The_signature_survives_the_round_trip()
    {
        var found = GraphSignature.Read(Sample());
        Assert.Equal(["x", "i"], found.Inputs.Select(v => v.Name));
        Assert.Equal([-1, 3], found.Inputs[0].Sizes);
        Assert.Equal("N", found.Inputs[0].Shape[0].Name);
        Assert.Equal("int64", found.Inputs[1].TypeName);
        Assert.Empty(found.Inputs[1].Shape);
        Assert.Equal(("y", "float"), (found.Outputs[0].Name, found.Outputs[0].TypeName));
    }

    [Fact]
    public void A_model_cut_inside_its_graph_is_refused_at_every_length()
    {
        byte[] model = Sample();
        int whole = model.AsSpan().LastIndexOf("com.microsoft"u8) - 10;
        for (int length = 0; length < whole; length++)
        {
            byte[] cut = model[..length];
            Assert.Throws<InvalidDataException>(() => GraphSignature.Read(cut));
        }
    }

    private static byte[] Sample()
    {
        var graph = new GraphBuilder("sample");
        graph.Input("x", OnnxType.Float, "N", 3);
        graph.Input("i", OnnxType.Int64);
        graph.Output("y", graph.Linear("fc", "x", [1, 2, 3], 1), OnnxType.Float, "N", 1);
        return OnnxModel.ToBytes(graph);
    }
}
