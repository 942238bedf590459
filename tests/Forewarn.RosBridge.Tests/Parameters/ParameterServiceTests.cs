using Forewarn.Messages.RclInterfaces;

namespace Forewarn.RosBridge.Tests.Parameters;

/// <summary>The six services and the event topic, in bytes written and read by hand.</summary>
public sealed class ParameterServiceTests
{
    private readonly Bench _bench = new();
    private readonly RosNode _node;
    private readonly RawPeer _peer;

    public ParameterServiceTests()
    {
        (_node, _peer) = (_bench.Node("arm", "-r", "__ns:=/cell"), new(_bench));
        _node.Parameters.Declare(new("gain", 1.5) { Description = "Of the loop.", DoubleRange = new(0, 10, 0.5) });
        _node.Parameters.Declare(new("count", 3) { ReadOnly = true, LongRange = new(-5, 5, 2), AdditionalConstraints = "odd" });
        _node.Parameters.Declare(new("arm.names", RosValue.Of(["a", "bc"])));
        _node.Parameters.Declare(new("arm.raw", RosValue.Of(new byte[] { 1, 2, 3 })));
        _node.Parameters.Declare(new("arm.flags", RosValue.Of([true, false])));
        _node.Parameters.Declare(new("arm.longs", RosValue.Of([1L, -2L])));
        _node.Parameters.Declare(new("arm.doubles", RosValue.Of([0.5])));
        _node.Parameters.Declare(new("on", true));
    }

    private WireReader Ask(string service, Messages.ServiceType type, byte[] request) => _peer.Ask($"/cell/arm/{service}", type, request)!;

    [Fact]
    public void Values_of_every_type_are_given()
    {
        var answer = Ask("get_parameters", GetParameters.Type,
            new WireBuilder().Texts("on", "count", "gain", "arm.names", "arm.raw", "arm.flags", "arm.longs", "arm.doubles").Bytes);
        Assert.Equal(8u, answer.U32());
        string[] values = [.. Enumerable.Range(0, 8).Select(_ => answer.Value())];
        Assert.Equal(["bool 1", "integer 3", "double 1.5", "strings a bc", "bytes 1 2 3", "bools 1 0", "integers 1 -2", "doubles 0.5"], values);
        answer.End();
    }

    [Fact]
    public void The_bytes_of_one_value_are_these()
    {
        byte[]? bytes = null;
        using var requester = _peer.Node.CreateRequester("/cell/arm/get_parameters", GetParameters.Type, (_, cdr) => bytes = cdr.ToArray());
        requester.Send(new WireBuilder().Texts("gain").Bytes);
        _bench.Settle();
        // count 1; type 3, false, pad; integer 0; 1.5; "" (length 1, zero, pad); five empty sequences.
        Assert.Equal("00010000" + "01000000" + "03" + "00" + "0000" + "0000000000000000" + "000000000000F83F" + "0100000000" + "000000"
            + "0000000000000000000000000000000000000000", Convert.ToHexString(bytes!));
    }

    [Fact]
    public void One_unknown_name_empties_the_answer_as_in_rclcpp()
    {
        byte[] names = new WireBuilder().Texts("on", "nobody").Bytes;
        Assert.Equal(0u, Ask("get_parameters", GetParameters.Type, names).U32());
        Assert.Equal(0u, Ask("get_parameter_types", GetParameterTypes.Type, names).U32());
        Assert.Equal(0u, Ask("describe_parameters", DescribeParameters.Type, names).U32());
    }

    [Fact]
    public void Types_are_given()
    {
        var answer = Ask("get_parameter_types", GetParameterTypes.Type, new WireBuilder().Texts("on", "gain", "arm.names", "use_sim_time").Bytes);
        Assert.Equal(4u, answer.U32());
        Assert.Equal([1, 3, 9, 1], answer.Bytes(4));
        answer.End();
    }

    [Fact]
    public void Descriptions_carry_ranges()
    {
        var answer = Ask("describe_parameters", DescribeParameters.Type, new WireBuilder().Texts("gain", "count").Bytes);
        Assert.Equal(2u, answer.U32());
        Assert.Equal(("gain", 3, "Of the loop.", "", 0, 0), (answer.Text(), answer.U8(), answer.Text(), answer.Text(), answer.U8(), answer.U8()));
        Assert.Equal((1u, 0.0, 10.0, 0.5, 0u), (answer.U32(), answer.F64(), answer.F64(), answer.F64(), answer.U32()));
        Assert.Equal(("count", 2, "", "odd", 1, 0), (answer.Text(), answer.U8(), answer.Text(), answer.Text(), answer.U8(), answer.U8()));
        Assert.Equal((0u, 1u, -5, 5, 2), (answer.U32(), answer.U32(), answer.I64(), answer.I64(), answer.I64()));
        answer.End();
    }

    [Fact]
    public void Names_are_listed()
    {
        var answer = Ask("list_parameters", ListParameters.Type, new WireBuilder().Texts("arm").I64(1).Bytes);
        Assert.Equal(["arm.doubles", "arm.flags", "arm.longs", "arm.names", "arm.raw"], answer.Texts());
        Assert.Equal(["arm"], answer.Texts());
        answer.End();
        Assert.Equal(9, Ask("list_parameters", ListParameters.Type, new WireBuilder().Texts().I64(0).Bytes).Texts().Length);
    }

    [Fact]
    public void Sets_are_judged_one_by_one()
    {
        var answer = Ask("set_parameters", SetParameters.Type, new WireBuilder().U32(5)
            .Text("gain").Value(3, number: 2.5).Text("count").Value(2, integer: 1).Text("on").Value(4, text: "x")
            .Text("nobody").Value(1).Text("gain").Value(77).Bytes);
        Assert.Equal(5u, answer.U32());
        Assert.Equal((1, ""), (answer.U8(), answer.Text()));
        Assert.Equal((0, "parameter 'count' cannot be set because it is read-only"), (answer.U8(), answer.Text()));
        Assert.Equal((0, "Wrong parameter type, parameter {on} is of type {bool}, setting it to {string} is not allowed."), (answer.U8(), answer.Text()));
        Assert.Equal((0, "parameter 'nobody' cannot be set because it was not declared"), (answer.U8(), answer.Text()));
        Assert.Equal((0, "parameter 'gain' cannot be set to a value of the unknown type 77"), (answer.U8(), answer.Text()));
        answer.End();
        Assert.Equal(2.5, _node.Parameters["gain"].AsDouble);
    }

    [Fact]
    public void An_atomic_set_is_all_or_none()
    {
        var refused = Ask("set_parameters_atomically", SetParametersAtomically.Type,
            new WireBuilder().U32(2).Text("on").Value(1).Text("gain").Value(3, number: 11).Bytes);
        Assert.Equal((0, "Parameter {gain} doesn't comply with floating point range."), (refused.U8(), refused.Text()));
        refused.End();
        Assert.True(_node.Parameters["on"].AsBool);
        var done = Ask("set_parameters_atomically", SetParametersAtomically.Type,
            new WireBuilder().U32(2).Text("on").Value(1).Text("gain").Value(3, number: 4).Bytes);
        Assert.Equal((1, ""), (done.U8(), done.Text()));
        Assert.Equal((false, 4.0), (_node.Parameters["on"].AsBool, _node.Parameters["gain"].AsDouble));
    }

    [Fact]
    public void Events_tell_what_came_changed_and_went()
    {
        var heard = _peer.Hear("/parameter_events", ParameterEvent.Type);
        _node.Parameters.Declare(new("new", "x") { DynamicTyping = true });
        _node.Parameters.Set(new NamedValue("on", false), new NamedValue("gain", 2.0));
        _node.Parameters.Set(new NamedValue("on", 1));
        _node.Parameters.Declare(ParameterSpec.WithoutDefault("empty", RosValueKind.Bool));
        _node.Parameters.Set(new NamedValue("new", RosValue.NotSet), new NamedValue("empty", true));
        _bench.Settle();
        string[] told = [.. heard.Select(Tell)];
        Assert.Equal(["/cell/arm new:new=string x", "/cell/arm changed:on=bool 0 changed:gain=double 2", "/cell/arm changed:empty=bool 1 gone:new=type 0"], told);
    }

    private static string Tell(byte[] bytes)
    {
        var reader = new WireReader(bytes);
        Assert.Equal((1740830400u, 0u), (reader.U32(), reader.U32()));
        string told = reader.Text();
        foreach (string kind in (string[])["new", "changed", "gone"])
            for (uint left = reader.U32(); left > 0; left--) told += $" {kind}:{reader.Text()}={reader.Value()}";
        reader.End();
        return told;
    }
}
