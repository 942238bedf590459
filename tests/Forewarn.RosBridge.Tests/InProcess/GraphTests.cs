using Forewarn.Core;
using Forewarn.Messages;

namespace Forewarn.RosBridge.Tests.InProcess;

public sealed class GraphTests
{
    private readonly Peers _peers = new();

    [Fact]
    public void Nodes_and_endpoints_are_counted_from_either_side()
    {
        var other = _peers.Right.OpenNode("other", "/ns");
        other.CreatePublisher("/ns/t", Count.Type, QosProfile.Default);
        var subscription = _peers.LeftNode.CreateSubscription("/ns/t", Count.Type, QosProfile.Default, (ReadOnlySpan<byte> _, in MessageInfo _) => { });
        Assert.Equal(["/left", "/ns/other", "/right"], _peers.Left.Graph.Nodes.Select(node => node.ToString()).Order());
        Assert.Equal((1, 1), (_peers.Left.Graph.CountPublishers("/ns/t"), _peers.Right.Graph.CountSubscriptions("/ns/t")));
        Assert.Equal((0, 0), (_peers.Left.Graph.CountPublishers("/t"), _peers.Right.Graph.CountSubscriptions("/t")));
        subscription.Dispose();
        other.Dispose();
        Assert.Equal((0, 0), (_peers.Left.Graph.CountPublishers("/ns/t"), _peers.Left.Graph.CountSubscriptions("/ns/t")));
        Assert.Equal(2, _peers.Left.Graph.Nodes.Count);
    }

    [Fact]
    public void A_snapshot_of_the_nodes_stays_as_it_was()
    {
        var before = _peers.Left.Graph.Nodes;
        _peers.Right.Dispose();
        Assert.Equal(2, before.Count);
        Assert.Equal("/left", _peers.Left.Graph.Nodes.Single().ToString());
    }

    [Fact]
    public void Wrong_names_are_refused()
    {
        Assert.Throws<ForewarnException>(() => _peers.Left.OpenNode("1st", "/"));
        Assert.Throws<ForewarnException>(() => _peers.Left.OpenNode("ok", "ns"));
        Assert.Throws<ForewarnException>(() => _peers.LeftNode.CreatePublisher("relative", Count.Type, QosProfile.Default));
        Assert.Throws<ForewarnException>(() => _peers.LeftNode.CreateRequester("/a//b", Measure.Type, (_, _) => { }));
    }
}
