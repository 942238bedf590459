using Forewarn.Messages.RclInterfaces;
using Forewarn.Messages.RmwDdsCommon;

namespace Forewarn.Messages.Tests.Wire;

public sealed class CdrBoundsTests
{
    [Fact]
    public void A_text_beyond_its_bound_is_not_written()
    {
        var node = new NodeEntitiesInfo { NodeName = new string('n', 256) };
        node.WriteTo(new CdrWriter());
        node.NodeName += "n";
        var error = Assert.Throws<ArgumentException>(() => node.WriteTo(new CdrWriter()));
        Assert.Contains("found 257 bytes of text, wanted at most 256", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_bound_of_a_text_counts_bytes() => Assert.Throws<ArgumentException>(
        () => new NodeEntitiesInfo { NodeName = new string('ö', 129) }.WriteTo(new CdrWriter()));

    [Fact]
    public void A_sequence_beyond_its_bound_is_not_written()
    {
        var descriptor = new ParameterDescriptor();
        for (int i = 0; i < 2; i++) descriptor.IntegerRange.Add(new());
        Assert.Throws<ArgumentException>(() => descriptor.WriteTo(new CdrWriter()));
    }

    [Fact]
    public void A_text_beyond_its_bound_is_not_read()
    {
        var writer = new CdrWriter();
        writer.Write(new string('n', 257));
        Assert.True(Refuses<NodeEntitiesInfo>(writer.Bytes));
    }

    [Fact]
    public void A_count_of_zero_is_an_empty_text() =>
        Assert.Equal("", ReadInto(new StdMsgs.String { Data = "before" }, "00 01 00 00  00 00 00 00").Data);

    [Fact]
    public void A_text_without_its_zero_is_refused() => Assert.True(Refuses<StdMsgs.String>("00 01 00 00  02 00 00 00  61 62"));

    [Fact]
    public void Big_endian_is_refused() => Assert.True(Refuses<StdMsgs.Bool>("00 00 00 00  01"));

    [Fact]
    public void Any_bit_makes_a_bool_true_and_no_other_value()
    {
        Assert.True(ReadInto(new StdMsgs.Bool(), "00 01 00 00  02").Data);
        var value = ReadInto(new FlagList(), "00 01 00 00  03 00 00 00  00 01 FE");
        Assert.Equal([false, true, true], value.Flags.Span.ToArray());
        Assert.Equal(1, System.Runtime.InteropServices.MemoryMarshal.AsBytes(value.Flags.Span)[2]);
    }

    [Fact]
    public void A_claimed_count_beyond_the_payload_makes_no_items()
    {
        var state = new SensorMsgs.JointState();
        var reader = new CdrReader([0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x7F]);
        state.ReadFrom(ref reader);
        Assert.True(reader.Failed);
        Assert.Equal(0, state.Name.Count);
    }

    [Fact]
    public void Items_that_were_never_set_go_out_as_new_ones()
    {
        var tolerances = new TrajectoryMsgs.JointTrajectory();
        tolerances.Points.Resize(2);
        tolerances.WriteTo(new CdrWriter());
        Assert.All(tolerances.Points.Span.ToArray(), Assert.NotNull);
    }

    [Fact]
    public void Known_text_is_given_back_whatever_its_letters()
    {
        foreach (string text in new[] { "plain", "grüße", "日本語 \U0001F916" })
        {
            var writer = new CdrWriter();
            writer.Write(text);
            var reader = new CdrReader(writer.Bytes);
            Assert.Same(text, reader.ReadString(text));
            reader = new CdrReader(writer.Bytes);
            Assert.Equal(text, reader.ReadString(text + "x"));
        }
    }

    private static bool Refuses<T>(string bytes) where T : class, IRosMessage<T>, new() => Refuses<T>(Bytes(bytes));

    private static bool Refuses<T>(ReadOnlySpan<byte> bytes) where T : class, IRosMessage<T>, new()
    {
        var reader = new CdrReader(bytes);
        new T().ReadFrom(ref reader);
        return reader.Failed;
    }

    private static T ReadInto<T>(T message, string bytes) where T : class, IRosMessage<T>, new()
    {
        var reader = new CdrReader(Bytes(bytes));
        message.ReadFrom(ref reader);
        Assert.False(reader.Failed);
        return message;
    }

    private static byte[] Bytes(string text) => Convert.FromHexString(string.Concat(text.Where(char.IsAsciiHexDigit)));

    /// <summary>A sequence of bools alone.</summary>
    private sealed class FlagList : IRosMessage<FlagList>
    {
        public Sequence<bool> Flags { get; } = new();

        public static MessageType Type => ParameterValue.Type;

        public void WriteTo(CdrWriter writer) => writer.WriteSequence<bool>(Flags.Span);

        public void ReadFrom(ref CdrReader reader) => reader.ReadSequence(Flags);
    }
}
