using Forewarn.Messages;
using Forewarn.RosBridge.InProcess;
using Microsoft.Extensions.Time.Testing;

namespace Forewarn.RosBridge.Tests;

/// <summary>Two participants of one domain on a virtual clock, one node on each.</summary>
internal sealed class Peers
{
    public Peers(ILink? link = null, ulong seed = 0)
    {
        Domain = new(Time, link, seed);
        (Left, Right) = (new(Domain), new(Domain));
        (LeftNode, RightNode) = (Left.OpenNode("left", "/"), Right.OpenNode("right", "/"));
        Left.QosEvents = LeftEvents.Add;
        Right.QosEvents = RightEvents.Add;
    }

    public FakeTimeProvider Time { get; } = new();

    public InProcessDomain Domain { get; }

    public InProcessTransport Left { get; }

    public InProcessTransport Right { get; }

    public IRawNode LeftNode { get; }

    public IRawNode RightNode { get; }

    public List<QosEvent> LeftEvents { get; } = [];

    public List<QosEvent> RightEvents { get; } = [];

    public IRawPublisher Publish(string topic, QosProfile? qos = null) =>
        LeftNode.CreatePublisher(topic, Count.Type, qos ?? QosProfile.Default);

    /// <summary>Subscribes on the right and lists what arrives there.</summary>
    public (IRawSubscription Subscription, List<long> Got) Listen(string topic, QosProfile? qos = null)
    {
        var got = new List<long>();
        return (RightNode.CreateSubscription(topic, Count.Type, qos ?? QosProfile.Default,
            (ReadOnlySpan<byte> cdr, in MessageInfo _) => got.Add(Cdr.Number(cdr))), got);
    }

    /// <summary>Moves the clock and lets both look.</summary>
    public void Pass(double milliseconds)
    {
        Time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        Left.SpinOnce(TimeSpan.Zero);
        Right.SpinOnce(TimeSpan.Zero);
    }
}
