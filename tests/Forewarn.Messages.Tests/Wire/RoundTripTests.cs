using CsCheck;

namespace Forewarn.Messages.Tests.Wire;

public sealed class RoundTripTests
{
    [Fact]
    public void The_set_is_whole() => Assert.Equal(104, MessageSet.All.Count);

    [Theory]
    [MemberData(nameof(MessageSet.Data), MemberType = typeof(MessageSet))]
    public void What_is_written_is_read(MessageCase type) => Gen.ULong.Sample(
        seed =>
        {
            var writer = new CdrWriter(16);
            object sent = new MessageFiller(seed).Fill(type.New()), received = type.New();
            type.Write(sent, writer);
            Assert.True(type.Read(received, writer.Bytes));
            Assert.Null(MessageFiller.Difference(sent, received));
            byte[] first = writer.Bytes.ToArray();
            type.Write(received, writer);
            Assert.Equal(first, writer.Bytes.ToArray());
        },
        iter: 50);

    [Theory]
    [MemberData(nameof(MessageSet.Data), MemberType = typeof(MessageSet))]
    public void A_message_that_held_another_one_is_overwritten_whole(MessageCase type) => Gen.ULong.Select(Gen.ULong).Sample(
        (one, other) =>
        {
            var writer = new CdrWriter();
            object sent = new MessageFiller(one).Fill(type.New()), received = new MessageFiller(other).Fill(type.New());
            type.Write(sent, writer);
            Assert.True(type.Read(received, writer.Bytes));
            Assert.Null(MessageFiller.Difference(sent, received));
        },
        iter: 50);

    [Fact]
    public void A_lost_member_is_noticed()
    {
        var left = (SensorMsgs.Image)new MessageFiller(7).Fill(new SensorMsgs.Image());
        var right = (SensorMsgs.Image)new MessageFiller(7).Fill(new SensorMsgs.Image());
        Assert.Null(MessageFiller.Difference(left, right));
        right.Header.Stamp.Nanosec++;
        Assert.StartsWith(".Header.Stamp.Nanosec:", MessageFiller.Difference(left, right), StringComparison.Ordinal);
    }
}
