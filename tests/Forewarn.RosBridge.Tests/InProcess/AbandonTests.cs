using Forewarn.Messages;

namespace Forewarn.RosBridge.Tests.InProcess;

/// <summary>A participant that is killed says nothing; the others find out by the clock.</summary>
public sealed class AbandonTests
{
    private readonly Peers _peers = new();

    private static QosProfile Leased => QosProfile.Default with { LivelinessLease = TimeSpan.FromMilliseconds(100) };

    [Fact]
    public void The_lease_runs_out_first_and_the_participant_is_forgotten_later()
    {
        _peers.Publish("/a", Leased);
        var (subscription, _) = _peers.Listen("/a", Leased);
        _peers.Pass(1000);
        _peers.Left.Abandon();
        _peers.Pass(100);
        Assert.Empty(_peers.RightEvents);
        _peers.Pass(1);
        Assert.Equal((QosEventKind.LivelinessChanged, 0), (_peers.RightEvents.Single().Kind, _peers.RightEvents[0].Count));
        Assert.Equal((1, 1, 2), (subscription.MatchedCount, _peers.Right.Graph.CountPublishers("/a"), _peers.Right.Graph.Nodes.Count));
        _peers.Pass(9_900);
        Assert.Equal((0, 0, 1), (subscription.MatchedCount, _peers.Right.Graph.CountPublishers("/a"), _peers.Right.Graph.Nodes.Count));
        Assert.Single(_peers.RightEvents);
    }

    [Fact]
    public void A_manual_lease_counts_from_the_last_assertion_and_not_from_the_death()
    {
        var qos = Leased with { ManualLiveliness = true };
        var publisher = _peers.Publish("/a", qos);
        _peers.Listen("/a", qos);
        publisher.AssertLiveliness();
        _peers.Pass(60);
        _peers.Left.Abandon();
        publisher.AssertLiveliness();
        _peers.Pass(41);
        Assert.Equal(QosEventKind.LivelinessChanged, _peers.RightEvents.Single().Kind);
    }

    [Fact]
    public void The_dead_neither_send_nor_receive_but_what_they_sent_arrives()
    {
        var publisher = _peers.Publish("/a");
        var (_, got) = _peers.Listen("/a");
        var back = _peers.RightNode.CreatePublisher("/b", Count.Type, QosProfile.Default);
        int heard = 0;
        _peers.LeftNode.CreateSubscription("/b", Count.Type, QosProfile.Default, (ReadOnlySpan<byte> _, in MessageInfo _) => heard++);
        publisher.Send(Cdr.Of(1));
        back.Send(Cdr.Of(2));
        _peers.Left.Abandon();
        Assert.False(publisher.Send(Cdr.Of(3)));
        back.Send(Cdr.Of(4));
        _peers.Pass(0);
        Assert.Equal([1], got);
        Assert.Equal(0, heard);
    }

    [Fact]
    public void A_client_of_a_dead_server_stays_ready_until_the_participant_is_forgotten()
    {
        _peers.LeftNode.CreateReplier("/s", Measure.Type, (_, _) => { });
        var requester = _peers.RightNode.CreateRequester("/s", Measure.Type, (_, _) => { });
        _peers.Left.Abandon();
        _peers.Pass(10_000);
        Assert.True(requester.IsReady);
        _peers.Pass(1);
        Assert.False(requester.IsReady);
    }
}
