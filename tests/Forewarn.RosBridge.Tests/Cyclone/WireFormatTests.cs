using System.Runtime.InteropServices;
using System.Text;
using CsCheck;
using Forewarn.Messages;
using Forewarn.Messages.RmwDdsCommon;
using Forewarn.RosBridge.Cyclone;

namespace Forewarn.RosBridge.Tests.Cyclone;

/// <summary>What is written by hand: graph announcements, correlation, user data, names, configuration.</summary>
public sealed class WireFormatTests
{
    private static readonly AnnouncedNode s_node = new(new NodeName("/arm", "driver"), [Gid(1)], [Gid(2), Gid(3)]);

    [Fact]
    public void The_graph_of_Iron_and_later_is_what_the_generated_type_reads()
    {
        var cdr = new CdrWriter();
        new GraphFormat(RosDistro.Jazzy).Write(cdr, Gid(9), [s_node]);
        var info = new ParticipantEntitiesInfo();
        var reader = new CdrReader(cdr.Bytes);
        info.ReadFrom(ref reader);
        Assert.False(reader.Failed);
        var node = Assert.Single(info.NodeEntitiesInfoSeq.Span.ToArray());
        Assert.Equal(("/arm", "driver", 1, 2), (node.NodeNamespace, node.NodeName, node.ReaderGidSeq.Count, node.WriterGidSeq.Count));
        Assert.Equal(GraphFormat.Program(16).Ops.ToArray(), ParticipantEntitiesInfo.Type.Program.Ops.ToArray());
    }

    // The layout that Humble's rmw_dds_common has: char[24] data, of which DDS fills 16.
    [Fact]
    public void The_graph_of_Humble_has_longer_identifiers()
    {
        var cdr = new CdrWriter();
        new GraphFormat(RosDistro.Humble).Write(cdr, Gid(9), [s_node]);
        string expected = "00010000"
            + Hex(9) + "01000000"
            + "05000000" + Convert.ToHexString("/arm\0"u8) + "000000"
            + "07000000" + Convert.ToHexString("driver\0"u8) + "00"
            + "01000000" + Hex(1) + "02000000" + Hex(2) + Hex(3);
        Assert.Equal(expected, Convert.ToHexString(cdr.Bytes));
        static string Hex(int n) => new string('0', 30) + n.ToString("X2") + new string('0', 16);
    }

    [Theory]
    [InlineData(RosDistro.Humble)]
    [InlineData(RosDistro.Jazzy)]
    public void Announcements_are_read_back_and_damaged_ones_are_not(RosDistro distro)
    {
        var (format, cdr) = (new GraphFormat(distro), new CdrWriter());
        format.Write(cdr, Gid(9), [s_node, s_node with { Name = new NodeName("/", "other") }]);
        Assert.True(format.TryRead(cdr.Bytes, out var participant, out var nodes));
        Assert.Equal(Gid(9), participant);
        Assert.Equal([new NodeName("/arm", "driver"), new NodeName("/", "other")], nodes);
        for (int length = 0; length < cdr.Bytes.Length; length++) Assert.False(format.TryRead(cdr.Bytes[..length], out _, out _));
    }

    [Fact]
    public void Correlation_goes_in_front_and_comes_off() => Gen.Select(Gen.ULong, Gen.Long, Gen.Byte.Array[0, 50]).Sample((client, sequence, body) =>
    {
        byte[] cdr = [0, 1, 0, 0, .. body];
        byte[] head = new byte[Correlation.Head], buffer = [];
        Correlation.Write(head, cdr, new RequestId(client, sequence));
        byte[] sent = [.. head, .. body];
        Assert.True(Correlation.TryRead(sent, out var id));
        Assert.Equal(new RequestId(client, sequence), id);
        Assert.Equal(cdr, Correlation.Strip(sent, ref buffer).ToArray());
        Assert.False(Correlation.TryRead(sent.AsSpan(0, Correlation.Head - 1), out _));
    });

    [Fact]
    public void Identities_are_read_back_from_user_data() => Gen.Select(Gen.ULong, Gen.ULong).Sample((high, low) =>
    {
        var id = new UInt128(high, low);
        string text = UserData.Identity(UserData.ClientKey, id);
        Assert.True(UserData.TryParse(Encoding.ASCII.GetBytes("a=b;" + text + "typehash=RIHS01_0;"), UserData.ClientKey, out var read));
        Assert.Equal(id, read);
        Assert.False(UserData.TryParse(Encoding.ASCII.GetBytes(text), UserData.ServiceKey, out _));
    });

    [Theory]
    [InlineData("")]
    [InlineData("typehash=RIHS01_00;")]
    [InlineData("clientid=1.2.3;")]
    [InlineData("clientid=1.2.3.4.5.6.7.8.9.a.b.c.d.e.f.10.11;")]
    [InlineData("clientid=1.2.3.4.5.6.7.8.9.a.b.c.d.e.f.100;")]
    [InlineData("notclientid=1.2.3.4.5.6.7.8.9.a.b.c.d.e.f.10;")]
    public void Other_user_data_holds_no_identity(string text) =>
        Assert.False(UserData.TryParse(Encoding.ASCII.GetBytes(text), UserData.ClientKey, out _));

    [Fact]
    public void Names_are_mapped_as_ROS_2_maps_them()
    {
        Assert.Equal("rt/a/b", RosNames.Topic("/a/b"));
        Assert.Equal("rq/sRequest", RosNames.Request("/s"));
        Assert.Equal("rr/n/sReply", RosNames.Reply("/n/s"));
    }

    [Fact]
    public void Domain_and_configuration_come_from_options_before_the_environment()
    {
        var environment = new Dictionary<string, string> { ["ROS_DOMAIN_ID"] = "7", ["CYCLONEDDS_URI"] = "<X/>" };
        var options = new CycloneOptions();
        Assert.Equal(7u, DomainConfiguration.Domain(options, environment.GetValueOrDefault));
        Assert.Equal(3u, DomainConfiguration.Domain(options with { DomainId = 3 }, environment.GetValueOrDefault));
        Assert.Equal(0u, DomainConfiguration.Domain(options, _ => null));
        Assert.Null(DomainConfiguration.Text(options, environment.GetValueOrDefault));
        Assert.Equal("<Y/>", DomainConfiguration.Text(options with { Uri = "<Y/>" }, environment.GetValueOrDefault));
        string? loopback = DomainConfiguration.Text(options with { LoopbackOnly = true }, environment.GetValueOrDefault);
        Assert.EndsWith(",<X/>", loopback, StringComparison.Ordinal);
        environment["ROS_LOCALHOST_ONLY"] = "1";
        Assert.Contains("127.0.0.1", DomainConfiguration.Text(options, environment.GetValueOrDefault), StringComparison.Ordinal);
        environment["ROS_DOMAIN_ID"] = "-1";
        Assert.Throws<Core.ForewarnException>(() => DomainConfiguration.Domain(options, environment.GetValueOrDefault));
    }

    [Fact]
    public unsafe void Memory_that_is_no_sample_of_this_layout_is_not_followed()
    {
        nint* type = stackalloc nint[2];
        byte* sample = stackalloc byte[32];
        (type[0], type[1]) = (0, 42);
        *(nint*)sample = 42;
        *(uint*)(sample + 12) = 1;
        *(int*)(sample + 16) = 2;
        *(nint**)(sample + 24) = type;
        Assert.Equal((nint)type, SertypeProbe.TypeOf(sample));
        *(nint*)sample = 43;
        Assert.Equal(0, SertypeProbe.TypeOf(sample));
        *(int*)(sample + 16) = 1;
        Assert.Equal(0, SertypeProbe.TypeOf(sample));
    }

    private static UInt128 Gid(byte last)
    {
        byte[] bytes = new byte[16];
        bytes[^1] = last;
        return MemoryMarshal.Read<UInt128>(bytes);
    }
}
