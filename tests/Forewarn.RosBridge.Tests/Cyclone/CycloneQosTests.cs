using Forewarn.Messages;
using Forewarn.Tests;
using Greeting = Forewarn.Messages.StdMsgs.String;

namespace Forewarn.RosBridge.Tests.Cyclone;

public sealed class CycloneQosTests
{
    public static TheoryData<string, QosProfile, QosProfile> Mismatches => new()
    {
        { "reliability", QosProfile.SensorData, QosProfile.Default },
        { "durability", QosProfile.Default, QosProfile.Latched },
        { "deadline", WithDeadline(2), WithDeadline(1) },
        { "liveliness", QosProfile.Default, QosProfile.Default with { ManualLiveliness = true } },
    };

    private static QosProfile WithDeadline(int seconds) => QosProfile.Default with { Deadline = TimeSpan.FromSeconds(seconds) };

    [Theory]
    [MemberData(nameof(Mismatches))]
    public void Endpoints_that_do_not_fit_say_which_policy(string policy, QosProfile offered, QosProfile asked)
    {
        using var pair = new Pair();
        var subscription = pair.Listen("/t", asked);
        var publisher = pair.NodeA.CreatePublisher("/t", Greeting.Type, offered);
        Assert.True(pair.Until(() => pair.Events.Count(e => e.Kind == QosEventKind.IncompatibleQos) >= 2));
        Assert.All(pair.Events, e => Assert.Equal((QosEventKind.IncompatibleQos, "/t", 1), (e.Kind, e.Topic, e.Count)));
        Assert.All(pair.Events, e => Assert.Contains(policy, e.Detail, StringComparison.Ordinal));
        Assert.Equal((0, 0), (publisher.MatchedCount, subscription.MatchedCount));
    }

    [Fact]
    public void A_silent_publisher_misses_its_deadline_on_both_sides()
    {
        using var pair = new Pair();
        var qos = QosProfile.Default with { Deadline = TimeSpan.FromMilliseconds(100) };
        pair.Listen("/t", qos);
        var publisher = pair.NodeA.CreatePublisher("/t", Greeting.Type, qos);
        publisher.Send(Pair.Bytes("once"));
        var missed = pair.Events.Where(e => e.Kind == QosEventKind.DeadlineMissed).Select(e => e.Detail).Distinct();
        Assert.True(pair.Until(() => missed.Count() == 2));
    }

    [Fact]
    public void A_publisher_that_does_not_assert_its_liveliness_loses_it_and_gets_it_back()
    {
        using var pair = new Pair();
        var qos = QosProfile.Default with { ManualLiveliness = true, LivelinessLease = TimeSpan.FromMilliseconds(100) };
        pair.Listen("/t", qos);
        var publisher = pair.NodeA.CreatePublisher("/t", Greeting.Type, qos);
        publisher.Send(Pair.Bytes("once"));
        Assert.True(pair.Until(() => pair.Events.Exists(e => e.Kind == QosEventKind.LivelinessLost)));
        Assert.True(pair.Until(() => pair.Events.Exists(e => e.Kind == QosEventKind.LivelinessChanged && e.Count == 0)));
        pair.Events.Clear();
        publisher.Send(Pair.Bytes("again"));
        Assert.True(pair.Until(() => pair.Events.Exists(e => e.Kind == QosEventKind.LivelinessChanged && e.Count == 1)));
    }

    [Fact]
    public void Asserting_keeps_a_publisher_alive_without_samples()
    {
        using var pair = new Pair();
        var qos = QosProfile.Default with { ManualLiveliness = true, LivelinessLease = TimeSpan.FromMilliseconds(400) };
        var subscription = pair.Listen("/t", qos);
        var publisher = pair.NodeA.CreatePublisher("/t", Greeting.Type, qos);
        publisher.Send(Pair.Bytes("once"));
        for (int i = 0; i < 20; i++)
        {
            publisher.AssertLiveliness();
            SpinLoop.For(TimeSpan.FromMilliseconds(50), pair.A, pair.B);
        }
        Assert.DoesNotContain(pair.Events, e => e.Kind == QosEventKind.LivelinessLost);
        Assert.Equal(1, subscription.MatchedCount);
    }

    [Fact]
    public void A_handler_of_events_that_throws_is_counted()
    {
        using var pair = new Pair();
        pair.A.QosEvents = _ => throw new InvalidOperationException("no");
        pair.Listen("/t");
        pair.NodeA.CreatePublisher("/t", Greeting.Type, QosProfile.SensorData);
        Assert.True(pair.Until(() => pair.A.HandlerFaults == 1));
    }
}
