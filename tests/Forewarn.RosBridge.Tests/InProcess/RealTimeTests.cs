using System.Diagnostics;
using Forewarn.Messages;
using Forewarn.RosBridge.InProcess;

namespace Forewarn.RosBridge.Tests.InProcess;

/// <summary>On the system's clock, between threads.</summary>
public sealed class RealTimeTests
{
    [Fact]
    public async Task A_waiting_spin_returns_as_soon_as_something_arrives()
    {
        var domain = new InProcessDomain(TimeProvider.System);
        using var left = new InProcessTransport(domain);
        using var right = new InProcessTransport(domain);
        var qos = QosProfile.Default with { KeepAll = true };
        var publisher = left.OpenNode("left", "/").CreatePublisher("/a", Count.Type, qos);
        long sum = 0, count = 0;
        right.OpenNode("right", "/").CreateSubscription("/a", Count.Type, qos, (ReadOnlySpan<byte> cdr, in MessageInfo _) =>
        {
            sum += Cdr.Number(cdr);
            count++;
        });
        var watch = Stopwatch.StartNew();
        var receiver = Task.Run(() => { while (count < 4000) right.SpinOnce(TimeSpan.FromSeconds(20)); });
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 1000; i++) publisher.Send(Cdr.Of(i));
        })));
        await receiver;
        Assert.Equal((4000, 4 * 999 * 500), (count, sum));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(15), $"{watch.Elapsed}");
    }

    [Fact]
    public void A_spin_waits_for_its_time_when_nothing_comes()
    {
        using var transport = new InProcessTransport(new(TimeProvider.System));
        var watch = Stopwatch.StartNew();
        Assert.Equal(0, transport.SpinOnce(TimeSpan.FromMilliseconds(60)));
        Assert.True(watch.ElapsedMilliseconds >= 59, $"{watch.ElapsedMilliseconds} ms");
    }

    [Fact]
    public void A_sample_under_way_ends_the_wait_when_it_is_due()
    {
        var domain = new InProcessDomain(TimeProvider.System, new FaultyLink { Delay = TimeSpan.FromMilliseconds(40) });
        using var transport = new InProcessTransport(domain);
        var node = transport.OpenNode("node", "/");
        int got = 0;
        node.CreateSubscription("/a", Count.Type, QosProfile.Default, (ReadOnlySpan<byte> _, in MessageInfo _) => got++);
        var publisher = node.CreatePublisher("/a", Count.Type, QosProfile.Default);
        var watch = Stopwatch.StartNew();
        publisher.Send(Cdr.Of(1));
        Assert.Equal(1, transport.SpinOnce(TimeSpan.FromSeconds(20)));
        Assert.InRange(watch.ElapsedMilliseconds, 39, 10_000);
    }

    [Fact]
    public async Task Waking_ends_a_wait_from_another_thread()
    {
        using var transport = new InProcessTransport(new(TimeProvider.System));
        var watch = Stopwatch.StartNew();
        var spin = Task.Run(() => transport.SpinOnce(TimeSpan.FromSeconds(30)));
        await Task.Delay(20);
        transport.Wake();
        Assert.Equal(0, await spin);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20));
    }
}
