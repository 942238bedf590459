using Forewarn.Messages;

namespace Forewarn.RosBridge.Tests.InProcess;

public sealed class QosTests
{
    private readonly Peers _peers = new();

    private static QosProfile Plain => QosProfile.Default;

    private static TimeSpan Ms(double value) => TimeSpan.FromMilliseconds(value);

    public static TheoryData<QosProfile, QosProfile, string?> Pairs => new()
    {
        { Plain, Plain, null },
        { Plain with { Reliable = false }, Plain with { Reliable = false }, null },
        { Plain, Plain with { Reliable = false }, null },
        { Plain with { Reliable = false }, Plain, "reliability" },
        { Plain with { TransientLocal = true }, Plain, null },
        { Plain, Plain with { TransientLocal = true }, "durability" },
        { Plain with { Deadline = Ms(10) }, Plain with { Deadline = Ms(10) }, null },
        { Plain with { Deadline = Ms(10) }, Plain with { Deadline = Ms(20) }, null },
        { Plain with { Deadline = Ms(10) }, Plain, null },
        { Plain with { Deadline = Ms(10) }, Plain with { Deadline = Ms(9) }, "deadline" },
        { Plain, Plain with { Deadline = Ms(10) }, "deadline" },
        { Plain with { ManualLiveliness = true }, Plain, null },
        { Plain, Plain with { ManualLiveliness = true }, "liveliness" },
        { Plain with { LivelinessLease = Ms(5) }, Plain with { LivelinessLease = Ms(10) }, null },
        { Plain, Plain with { LivelinessLease = Ms(10) }, "liveliness lease" },
        { Plain with { LivelinessLease = Ms(11) }, Plain with { LivelinessLease = Ms(10) }, "liveliness lease" },
        // Depth, lifespan and blocking time are nobody's business but one's own.
        { Plain with { Depth = 1, Lifespan = Ms(1), MaxBlocking = null }, Plain with { KeepAll = true }, null },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Endpoints_match_by_what_is_offered_and_asked(QosProfile offered, QosProfile asked, string? conflict)
    {
        foreach (bool publisherFirst in (bool[])[true, false])
        {
            var peers = new Peers();
            if (!publisherFirst) peers.Listen("/a", asked);
            var publisher = peers.Publish("/a", offered);
            if (publisherFirst) peers.Listen("/a", asked);
            Assert.Equal(conflict is null ? 1 : 0, publisher.MatchedCount);
            peers.Pass(0);
            foreach (var events in (List<QosEvent>[])[peers.LeftEvents, peers.RightEvents])
            {
                if (conflict is null) Assert.Empty(events);
                else Assert.Equal((QosEventKind.IncompatibleQos, "/a", 1), (events.Single().Kind, events[0].Topic, events[0].Count));
            }

            if (conflict is not null) Assert.Contains(conflict, peers.RightEvents[0].Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Incompatible_peers_are_counted()
    {
        var subscription = Plain with { TransientLocal = true };
        _peers.Listen("/a", subscription);
        for (int i = 0; i < 3; i++) _peers.Publish("/a");
        _peers.Pass(0);
        Assert.Equal([1, 2, 3], _peers.RightEvents.Select(happening => happening.Count));
        Assert.Equal([1, 1, 1], _peers.LeftEvents.Select(happening => happening.Count));
    }

    [Fact]
    public void A_late_joiner_gets_the_last_samples_of_a_transient_local_publisher()
    {
        var publisher = _peers.Publish("/a", Plain with { TransientLocal = true, Depth = 2 });
        for (int i = 0; i < 5; i++) publisher.Send(Cdr.Of(i));
        var (_, late) = _peers.Listen("/a", Plain with { TransientLocal = true });
        var (_, plain) = _peers.Listen("/a");
        publisher.Send(Cdr.Of(5));
        _peers.Right.SpinOnce(TimeSpan.Zero);
        Assert.Equal([3, 4, 5], late);
        Assert.Equal([5], plain);
    }

    [Fact]
    public void Nothing_is_kept_once_a_transient_local_publisher_is_gone()
    {
        var publisher = _peers.Publish("/a", QosProfile.Latched);
        publisher.Send(Cdr.Of(1));
        publisher.Dispose();
        var (_, late) = _peers.Listen("/a", QosProfile.Latched);
        _peers.Pass(0);
        Assert.Empty(late);
        Assert.False(publisher.Send(Cdr.Of(2)));
    }

    [Fact]
    public void Samples_older_than_their_lifespan_are_never_seen()
    {
        var publisher = _peers.Publish("/a", Plain with { Lifespan = Ms(100), TransientLocal = true });
        var (_, got) = _peers.Listen("/a");
        publisher.Send(Cdr.Of(1));
        _peers.Time.Advance(Ms(60));
        publisher.Send(Cdr.Of(2));
        _peers.Time.Advance(Ms(60));
        Assert.Equal(1, _peers.Right.SpinOnce(TimeSpan.Zero));
        var (_, late) = _peers.Listen("/a", QosProfile.Latched);
        _peers.Right.SpinOnce(TimeSpan.Zero);
        Assert.Equal([2], got);
        Assert.Equal([2], late);
    }

    [Fact]
    public void Deadlines_are_counted_on_both_ends_from_the_first_sample_on()
    {
        var qos = Plain with { Deadline = Ms(100) };
        var publisher = _peers.Publish("/a", qos);
        _peers.Listen("/a", qos);
        _peers.Pass(1000);
        Assert.Empty(_peers.LeftEvents.Concat(_peers.RightEvents));
        publisher.Send(Cdr.Of(1));
        _peers.Pass(100);
        Assert.Empty(_peers.LeftEvents.Concat(_peers.RightEvents));
        publisher.Send(Cdr.Of(2));
        _peers.Pass(101);
        Assert.Equal([1], _peers.LeftEvents.Select(happening => happening.Count));
        _peers.Pass(300);
        Assert.Equal([1, 4], _peers.LeftEvents.Select(happening => happening.Count));
        Assert.Equal([1, 4], _peers.RightEvents.Select(happening => happening.Count));
        Assert.All(_peers.RightEvents, happening => Assert.Equal(QosEventKind.DeadlineMissed, happening.Kind));
        publisher.Send(Cdr.Of(3));
        _peers.Pass(100);
        Assert.Equal(2, _peers.RightEvents.Count);
    }

    [Fact]
    public void A_gap_is_noticed_though_nobody_looked_during_it()
    {
        var qos = Plain with { Deadline = Ms(100) };
        var publisher = _peers.Publish("/a", qos);
        _peers.Listen("/a", qos);
        publisher.Send(Cdr.Of(1));
        _peers.Time.Advance(Ms(250));
        publisher.Send(Cdr.Of(2));
        _peers.Pass(0);
        Assert.Equal([2], _peers.RightEvents.Select(happening => happening.Count));
    }

    [Fact]
    public void A_manual_publisher_dies_when_it_is_not_asserted_and_comes_back()
    {
        var qos = Plain with { ManualLiveliness = true, LivelinessLease = Ms(100) };
        var publisher = _peers.Publish("/a", qos);
        _peers.Listen("/a", qos);
        _peers.Pass(80);
        publisher.AssertLiveliness();
        _peers.Pass(80);
        publisher.Send(Cdr.Of(1));
        _peers.Pass(100);
        Assert.Empty(_peers.LeftEvents.Concat(_peers.RightEvents));
        _peers.Pass(1);
        _peers.Pass(500);
        Assert.Equal((QosEventKind.LivelinessLost, 1), (_peers.LeftEvents.Single().Kind, _peers.LeftEvents[0].Count));
        Assert.Equal((QosEventKind.LivelinessChanged, 0), (_peers.RightEvents.Single().Kind, _peers.RightEvents[0].Count));
        publisher.AssertLiveliness();
        _peers.Pass(0);
        Assert.Equal((QosEventKind.LivelinessChanged, 1), (_peers.RightEvents[1].Kind, _peers.RightEvents[1].Count));
    }

    [Fact]
    public void A_death_that_nobody_saw_is_reported_with_the_return()
    {
        var qos = Plain with { ManualLiveliness = true, LivelinessLease = Ms(100) };
        var publisher = _peers.Publish("/a", qos);
        _peers.Listen("/a", qos);
        _peers.Time.Advance(Ms(200));
        publisher.AssertLiveliness();
        _peers.Pass(0);
        Assert.Equal([0, 1], _peers.RightEvents.Select(happening => happening.Count));
        Assert.Equal(QosEventKind.LivelinessLost, _peers.LeftEvents.Single().Kind);
    }

    [Fact]
    public void An_automatic_publisher_lives_as_long_as_its_participant()
    {
        var qos = Plain with { LivelinessLease = Ms(100) };
        _peers.Publish("/a", qos);
        _peers.Listen("/a", qos);
        _peers.Pass(10_000);
        Assert.Empty(_peers.RightEvents);
        _peers.Left.Dispose();
        _peers.Pass(0);
        Assert.Equal((QosEventKind.LivelinessChanged, 0), (_peers.RightEvents.Single().Kind, _peers.RightEvents[0].Count));
    }
}
