using Forewarn.Messages;

namespace Forewarn.RosBridge.Tests.InProcess;

public sealed class DeliveryTests
{
    private readonly Peers _peers = new();

    [Fact]
    public void Samples_arrive_in_order_and_only_inside_the_receivers_spin()
    {
        var publisher = _peers.Publish("/a");
        var (_, got) = _peers.Listen("/a");
        for (int i = 0; i < 5; i++) Assert.True(publisher.Send(Cdr.Of(i)));
        _peers.Left.SpinOnce(TimeSpan.Zero);
        Assert.Empty(got);
        Assert.Equal(5, _peers.Right.SpinOnce(TimeSpan.FromHours(1)));
        Assert.Equal([0, 1, 2, 3, 4], got);
        Assert.Equal(0, _peers.Right.SpinOnce(TimeSpan.FromHours(1)));
    }

    [Fact]
    public void Samples_of_several_topics_come_in_the_order_of_sending()
    {
        var (a, b) = (_peers.Publish("/a"), _peers.Publish("/b"));
        var order = new List<string>();
        foreach (string topic in (string[])["/b", "/a"])
        {
            _peers.RightNode.CreateSubscription(topic, Count.Type, QosProfile.Default,
                (ReadOnlySpan<byte> cdr, in MessageInfo _) => order.Add(topic + Cdr.Number(cdr)));
        }

        a.Send(Cdr.Of(1));
        b.Send(Cdr.Of(2));
        a.Send(Cdr.Of(3));
        _peers.Right.SpinOnce(TimeSpan.Zero);
        Assert.Equal(["/a1", "/b2", "/a3"], order);
    }

    [Fact]
    public void Bytes_are_copied_and_parts_are_joined()
    {
        byte[] bytes = Cdr.Of(7);
        var publisher = _peers.Publish("/a");
        var (_, got) = _peers.Listen("/a");
        publisher.Send(bytes);
        publisher.Send(bytes.AsSpan(0, 5), bytes.AsSpan(5, 2), bytes.AsSpan(7));
        Array.Clear(bytes);
        _peers.Right.SpinOnce(TimeSpan.Zero);
        Assert.Equal([7, 7], got);
    }

    [Fact]
    public void A_slow_reader_keeps_the_newest_of_its_depth()
    {
        var publisher = _peers.Publish("/a");
        var (_, three) = _peers.Listen("/a", QosProfile.Default with { Depth = 3 });
        var (_, all) = _peers.Listen("/a", QosProfile.Default with { KeepAll = true });
        for (int i = 0; i < 20; i++) publisher.Send(Cdr.Of(i));
        _peers.Right.SpinOnce(TimeSpan.Zero);
        Assert.Equal([17, 18, 19], three);
        Assert.Equal(20, all.Count);
    }

    [Fact]
    public void A_transport_that_never_spins_does_not_pile_up_memory()
    {
        var publisher = _peers.Publish("/a");
        _peers.Listen("/a");
        byte[] bytes = new byte[4096];
        for (int i = 0; i < 100; i++) publisher.Send(bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10_000; i++) publisher.Send(bytes);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_handler_that_publishes_to_itself_is_served_by_the_next_spin()
    {
        var publisher = _peers.RightNode.CreatePublisher("/a", Count.Type, QosProfile.Default);
        _peers.RightNode.CreateSubscription("/a", Count.Type, QosProfile.Default,
            (ReadOnlySpan<byte> cdr, in MessageInfo _) => publisher.Send(cdr));
        publisher.Send(Cdr.Of(1));
        Assert.Equal(1, _peers.Right.SpinOnce(TimeSpan.Zero));
        Assert.Equal(1, _peers.Right.SpinOnce(TimeSpan.Zero));
    }

    [Fact]
    public void A_handler_that_throws_loses_its_sample_alone()
    {
        var publisher = _peers.Publish("/a");
        int calls = 0;
        _peers.RightNode.CreateSubscription("/a", Count.Type, QosProfile.Default, (ReadOnlySpan<byte> _, in MessageInfo _) =>
        {
            if (calls++ == 0) throw new InvalidOperationException("planted");
        });
        publisher.Send(Cdr.Of(1));
        publisher.Send(Cdr.Of(2));
        Assert.Throws<InvalidOperationException>(() => _peers.Right.SpinOnce(TimeSpan.Zero));
        Assert.Equal(1, _peers.Right.SpinOnce(TimeSpan.Zero));
        Assert.Equal(2, calls);
    }

    [Fact]
    public void Types_of_different_names_never_meet()
    {
        var publisher = _peers.LeftNode.CreatePublisher("/a", Text.Type, QosProfile.Default);
        var (subscription, got) = _peers.Listen("/a");
        publisher.Send(Cdr.Of(1));
        _peers.Right.SpinOnce(TimeSpan.Zero);
        Assert.Equal((0, 0, 0), (publisher.MatchedCount, subscription.MatchedCount, got.Count));
    }

    [Fact]
    public void Sample_info_names_the_publisher_and_the_time()
    {
        var infos = new List<MessageInfo>();
        _peers.RightNode.CreateSubscription("/a", Count.Type, QosProfile.Default,
            (ReadOnlySpan<byte> _, in MessageInfo info) => infos.Add(info));
        _peers.Publish("/a").Send(Cdr.Of(1));
        _peers.Publish("/a").Send(Cdr.Of(2));
        _peers.Pass(10);
        long now = (_peers.Time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100 - 10_000_000;
        Assert.Equal([now, now], infos.Select(info => info.SourceTimestamp));
        Assert.NotEqual(infos[0].Publisher, infos[1].Publisher);
    }

    [Fact]
    public void Disposing_of_a_subscription_drops_what_waited_for_it()
    {
        var publisher = _peers.Publish("/a");
        var (subscription, got) = _peers.Listen("/a");
        var (_, other) = _peers.Listen("/a");
        publisher.Send(Cdr.Of(1));
        publisher.Send(Cdr.Of(2));
        subscription.Dispose();
        Assert.Equal(2, _peers.Right.SpinOnce(TimeSpan.Zero));
        Assert.Empty(got);
        Assert.Equal([1, 2], other);
        Assert.Equal(1, publisher.MatchedCount);
    }

    [Fact]
    public void A_message_costs_no_allocation_after_warm_up()
    {
        var publisher = _peers.Publish("/a");
        long sum = 0;
        _peers.RightNode.CreateSubscription("/a", Count.Type, QosProfile.Default,
            (ReadOnlySpan<byte> cdr, in MessageInfo _) => sum += cdr.Length);
        byte[] bytes = new byte[100_000];
        void Run(int count)
        {
            for (int i = 0; i < count; i++)
            {
                publisher.Send(bytes);
                _peers.Right.SpinOnce(TimeSpan.Zero);
            }
        }

        Run(50);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(1000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(105_000_000, sum);
    }
}
