using Forewarn.Messages;
using Forewarn.Tests;
using Greeting = Forewarn.Messages.StdMsgs.String;

namespace Forewarn.RosBridge.Tests.Cyclone;

public sealed class CycloneLifetimeTests
{
    [Fact]
    public void Everything_may_be_closed_in_any_order_and_twice()
    {
        using var pair = new Pair();
        var subscription = pair.Listen("/t");
        var publisher = pair.NodeA.CreatePublisher("/t", Greeting.Type, QosProfile.Default);
        pair.A.Dispose();
        pair.NodeA.Dispose();
        publisher.Dispose();
        publisher.Dispose();
        pair.A.Dispose();
        subscription.Dispose();
        pair.NodeB.Dispose();
        pair.B.Dispose();
        subscription.Dispose();
        Assert.Equal(0, publisher.MatchedCount);
    }

    [Fact]
    public void What_is_closed_says_so()
    {
        using var pair = new Pair();
        var publisher = pair.NodeA.CreatePublisher("/t", Greeting.Type, QosProfile.Default);
        pair.A.Dispose();
        Assert.Throws<ObjectDisposedException>(() => publisher.Send(Pair.Bytes("late")));
        Assert.Throws<ObjectDisposedException>(() => pair.A.SpinOnce(TimeSpan.Zero));
        Assert.Throws<ObjectDisposedException>(() => pair.A.OpenNode("n", "/"));
        Assert.ThrowsAny<Exception>(() => pair.NodeA.CreatePublisher("/u", Greeting.Type, QosProfile.Default));
    }

    [Fact]
    public async Task Closing_ends_a_wait_and_sending_on_other_threads()
    {
        using var pair = new Pair();
        pair.Listen("/t");
        var publisher = pair.NodeA.CreatePublisher("/t", Greeting.Type, QosProfile.Default);
        var spinning = Task.Run(() =>
        {
            while (true) pair.A.SpinOnce(Timeout.InfiniteTimeSpan);
        });
        var sending = Task.Run(() =>
        {
            while (true) publisher.Send(Pair.Bytes("again"));
        });
        Assert.True(SpinLoop.Until(() => pair.Heard.Count > 100, pair.B));
        pair.A.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => spinning.WaitAsync(SpinLoop.Limit));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => sending.WaitAsync(SpinLoop.Limit));
    }

    [Fact]
    public void A_handler_may_close_the_transport()
    {
        using var pair = new Pair();
        pair.NodeB.CreateSubscription("/t", Greeting.Type, QosProfile.Default, (ReadOnlySpan<byte> cdr, in MessageInfo _) =>
        {
            pair.Heard.Add(Pair.Text(cdr));
            pair.B.Dispose();
        });
        var publisher = pair.NodeA.CreatePublisher("/t", Greeting.Type, QosProfile.Default);
        publisher.Send(Pair.Bytes("one"));
        publisher.Send(Pair.Bytes("two"));
        for (int i = 0; i < 100 && pair.Heard.Count == 0; i++) pair.B.SpinOnce(TimeSpan.FromMilliseconds(10));
        Assert.Equal(["one"], pair.Heard);
        Assert.Equal(0, pair.B.HandlerFaults);
        Assert.Throws<ObjectDisposedException>(() => pair.B.SpinOnce(TimeSpan.Zero));
    }

    [Fact]
    public void A_domain_has_one_configuration_per_process()
    {
        using var pair = new Pair();
        var error = Assert.Throws<Core.ForewarnException>(() =>
            new RosBridge.Cyclone.CycloneTransport(pair.Options with { Uri = "<General><AllowMulticast>false</AllowMulticast></General>" }));
        Assert.Contains("another configuration", error.Message, StringComparison.Ordinal);
        Assert.Throws<Core.ForewarnException>(() => new RosBridge.Cyclone.CycloneTransport(pair.Options with { DomainId = 233 }));
    }
}
