using CsCheck;
using Forewarn.Messages;
using Forewarn.Messages.SensorMsgs;
using Forewarn.Tests;
using Greeting = Forewarn.Messages.StdMsgs.String;

namespace Forewarn.RosBridge.Tests.Cyclone;

public sealed class CycloneTopicTests
{
    [Fact]
    public void A_sample_arrives_as_it_was_sent_with_its_time()
    {
        using var pair = new Pair();
        byte[] got = [];
        long stamp = 0;
        pair.NodeB.CreateSubscription("/t", Greeting.Type, QosProfile.Default, (ReadOnlySpan<byte> cdr, in MessageInfo info) =>
            (got, stamp) = (cdr.ToArray(), info.SourceTimestamp));
        var publisher = pair.NodeA.CreatePublisher("/t", Greeting.Type, QosProfile.Default);
        Assert.Equal(1, publisher.MatchedCount);
        Assert.True(publisher.Send(Pair.Bytes("hello")));
        Assert.True(pair.Until(() => got.Length > 0));
        Assert.Equal(Pair.Bytes("hello"), got);
        Assert.InRange(DateTime.UnixEpoch.AddTicks(stamp / 100), DateTime.UtcNow.AddMinutes(-1), DateTime.UtcNow.AddSeconds(1));
    }

    [Fact]
    public void Three_parts_are_one_sample()
    {
        using var pair = new Pair();
        pair.Listen("/t");
        var publisher = pair.NodeA.CreatePublisher("/t", Greeting.Type, QosProfile.Default);
        byte[] bytes = Pair.Bytes("in three parts");
        Assert.True(publisher.Send(bytes.AsSpan(0, 9), bytes.AsSpan(9, 4), bytes.AsSpan(13)));
        Assert.True(publisher.Send(bytes, default, default));
        Assert.True(pair.Until(() => pair.Heard.Count == 2));
        Assert.Equal(["in three parts", "in three parts"], pair.Heard);
    }

    [Fact]
    public void Bytes_that_are_no_sample_are_refused_before_they_leave()
    {
        using var pair = new Pair();
        var publisher = pair.NodeA.CreatePublisher("/t", JointState.Type, QosProfile.Default);
        Gen.Byte.Array[0, 40].Sample(bytes =>
        {
            if (bytes.Length > 1) (bytes[0], bytes[1]) = (0, 1);
            // A frame and four empty sequences would be the shortest sample: 8 + 5 + 3 + 4 * 4 bytes behind the header.
            if (bytes.Length < 36) Assert.False(publisher.Send(bytes));
        }, iter: 300);
        Assert.False(publisher.Send(default));
        Assert.False(publisher.Send(Pair.Bytes("a string is no joint state")));
        Assert.False(publisher.Send([0, 0, 0, 0, 0, 0, 0, 1]));
    }

    [Fact]
    public void A_late_subscriber_gets_what_is_latched()
    {
        using var pair = new Pair();
        var publisher = pair.NodeA.CreatePublisher("/t", Greeting.Type, QosProfile.Latched);
        publisher.Send(Pair.Bytes("first"));
        publisher.Send(Pair.Bytes("last"));
        pair.Listen("/t", QosProfile.Latched);
        Assert.True(pair.Until(() => pair.Heard.Count > 0));
        Assert.Equal(["last"], pair.Heard);
    }

    [Fact]
    public void A_handler_that_throws_is_counted_and_the_next_sample_still_comes()
    {
        using var pair = new Pair();
        pair.NodeB.CreateSubscription("/t", Greeting.Type, QosProfile.Default, (ReadOnlySpan<byte> cdr, in MessageInfo _) =>
        {
            pair.Heard.Add(Pair.Text(cdr));
            throw new InvalidOperationException(Pair.Text(cdr));
        });
        var publisher = pair.NodeA.CreatePublisher("/t", Greeting.Type, QosProfile.Default);
        publisher.Send(Pair.Bytes("one"));
        publisher.Send(Pair.Bytes("two"));
        Assert.True(pair.Until(() => pair.Heard.Count == 2));
        Assert.Equal(2, pair.B.HandlerFaults);
        Assert.Equal("two", pair.B.LastHandlerFault!.Message);
    }

    [Fact]
    public void A_subscription_may_end_itself()
    {
        using var pair = new Pair();
        IRawSubscription? subscription = null;
        subscription = pair.NodeB.CreateSubscription("/t", Greeting.Type, QosProfile.Default, (ReadOnlySpan<byte> cdr, in MessageInfo _) =>
        {
            pair.Heard.Add(Pair.Text(cdr));
            subscription!.Dispose();
        });
        var publisher = pair.NodeA.CreatePublisher("/t", Greeting.Type, QosProfile.Default);
        for (int i = 0; i < 5; i++) publisher.Send(Pair.Bytes($"{i}"));
        Assert.True(pair.Until(() => pair.Heard.Count > 0));
        SpinLoop.For(TimeSpan.FromMilliseconds(50), pair.A, pair.B);
        Assert.Equal(["0"], pair.Heard);
        Assert.Equal(0, publisher.MatchedCount);
        Assert.Equal(0, pair.B.HandlerFaults);
    }

    [Fact]
    public async Task Waiting_ends_when_it_is_told_to()
    {
        using var pair = new Pair();
        SpinLoop.For(TimeSpan.FromMilliseconds(50), pair.A); // discovery is news too
        var waiting = Task.Run(() => pair.A.SpinOnce(Timeout.InfiniteTimeSpan));
        await Task.Delay(50);
        Assert.False(waiting.IsCompleted);
        pair.A.Wake();
        Assert.Equal(0, await waiting.WaitAsync(SpinLoop.Limit));
        Assert.Equal(0, pair.A.SpinOnce(TimeSpan.Zero));
    }

    [Fact]
    public void Names_are_resolved_ROS_names()
    {
        using var pair = new Pair();
        Assert.Throws<Core.ForewarnException>(() => pair.NodeA.CreatePublisher("relative", Greeting.Type, QosProfile.Default));
        Assert.Throws<Core.ForewarnException>(() => pair.NodeA.CreatePublisher("/a//b", Greeting.Type, QosProfile.Default));
        Assert.Throws<Core.ForewarnException>(() => pair.A.OpenNode("1st", "/"));
        Assert.Throws<Core.ForewarnException>(() => pair.A.OpenNode("ok", "/x/"));
    }
}
