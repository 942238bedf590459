using Forewarn.Messages;
using Forewarn.Messages.SensorMsgs;
using Forewarn.Tests;
using Greeting = Forewarn.Messages.StdMsgs.String;

namespace Forewarn.RosBridge.Tests.Cyclone;

public sealed class CycloneGraphTests
{
    [Fact]
    public void Nodes_come_and_go()
    {
        using var pair = new Pair();
        var (a, b) = (new NodeName("/pair", "a"), new NodeName("/", "b"));
        Assert.True(pair.Until(() => pair.B.Graph.Nodes.Contains(a) && pair.A.Graph.Nodes.Contains(b)));
        Assert.Equal(2, pair.A.Graph.Nodes.Count);
        var second = pair.A.OpenNode("second", "/");
        Assert.True(pair.Until(() => pair.B.Graph.Nodes.Count == 3));
        second.Dispose();
        Assert.True(pair.Until(() => pair.B.Graph.Nodes.Count == 2));
        pair.A.Dispose();
        Assert.True(SpinLoop.Until(() => pair.B.Graph.Nodes.Count == 1, pair.B));
    }

    [Fact]
    public void Endpoints_of_a_topic_are_counted_everywhere()
    {
        using var pair = new Pair();
        var first = pair.NodeA.CreatePublisher("/t", Greeting.Type, QosProfile.Default);
        pair.NodeB.CreatePublisher("/t", Greeting.Type, QosProfile.Default);
        pair.Listen("/t");
        Assert.True(pair.Until(() => Counts(pair.A) == (2, 1) && Counts(pair.B) == (2, 1)));
        first.Dispose();
        Assert.True(pair.Until(() => Counts(pair.B) == (1, 1)));
        static (int, int) Counts(IRosTransport t) => (t.Graph.CountPublishers("/t"), t.Graph.CountSubscriptions("/t"));
    }

    [Fact]
    public void A_topic_with_two_types_is_reported_once_on_each_side()
    {
        using var pair = new Pair();
        pair.Listen("/t");
        pair.NodeA.CreatePublisher("/t", JointState.Type, QosProfile.Default);
        Assert.True(pair.Until(() => pair.Events.Count >= 2));
        SpinLoop.For(TimeSpan.FromMilliseconds(50), pair.A, pair.B);
        Assert.Equal(2, pair.Events.Count);
        Assert.All(pair.Events, e => Assert.Equal((QosEventKind.IncompatiblePeer, "/t"), (e.Kind, e.Topic)));
        const string Told = "a publisher uses it with sensor_msgs::msg::dds_::JointState_";
        Assert.Contains(pair.Events, e => e.Detail.StartsWith(Told, StringComparison.Ordinal));
    }
}
