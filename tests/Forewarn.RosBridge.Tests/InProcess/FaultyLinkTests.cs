using System.Text;
using Forewarn.Messages;
using Forewarn.RosBridge.InProcess;

namespace Forewarn.RosBridge.Tests.InProcess;

public sealed class FaultyLinkTests
{
    private static readonly QosProfile BestEffort = QosProfile.SensorData with { KeepAll = true };

    private static FaultyLink Bad => new()
    {
        Delay = TimeSpan.FromMilliseconds(1), Jitter = TimeSpan.FromMilliseconds(20), Loss = 0.2, Duplication = 0.1, Corruption = 0.05,
    };

    /// <summary>What two topics under a bad link deliver, when, and as which bytes.</summary>
    private static List<string> Trace(ulong seed, bool second)
    {
        var peers = new Peers(Bad, seed);
        var trace = new List<string>();
        IRawPublisher[] publishers = [peers.Publish("/a", BestEffort), peers.Publish("/b", BestEffort)];
        foreach (string topic in (string[])["/a", "/b"])
        {
            peers.RightNode.CreateSubscription(topic, Count.Type, BestEffort, (ReadOnlySpan<byte> cdr, in MessageInfo info) =>
                trace.Add($"{peers.Time.GetUtcNow():ss.fff} {topic} {Convert.ToHexString(cdr)} {info.SourceTimestamp}"));
        }

        for (int i = 0; i < 500; i++)
        {
            publishers[0].Send(Cdr.Of(i));
            if (second) publishers[1].Send(Cdr.Of(i + 1000));
            peers.Pass(1);
        }

        return trace;
    }

    [Fact]
    public void The_same_seed_gives_the_same_trace_and_another_seed_another()
    {
        var trace = Trace(7, second: true);
        Assert.Equal(trace, Trace(7, second: true));
        Assert.NotEqual(trace, Trace(8, second: true));
        Assert.True(trace.Count > 600, $"{trace.Count} of about 880 samples");
    }

    [Fact]
    public void Traffic_on_another_topic_changes_nothing() =>
        Assert.Equal(Trace(7, second: false), Trace(7, second: true).Where(line => line.Contains("/a", StringComparison.Ordinal)));

    [Fact]
    public void Faults_come_as_often_as_they_are_set()
    {
        var trace = Trace(3, second: false);
        string[] bytes = [.. trace.Select(line => line.Split(' ')[2])];
        var whole = Enumerable.Range(0, 500).Select(i => Convert.ToHexString(Cdr.Of(i))).ToHashSet();
        Assert.InRange(bytes.Length, 390, 490);                            // 500 x 1.1 x 0.8 = 440
        Assert.InRange(bytes.Count(text => !whole.Contains(text)), 5, 45); // 440 x 0.05 = 22
        Assert.NotEqual(trace, trace.OrderBy(line => line.Split(' ')[3], StringComparer.Ordinal).ToList());
    }

    [Fact]
    public void A_reliable_sample_is_late_instead_of_lost()
    {
        var peers = new Peers(new FaultyLink { Loss = 0.5 });
        var reliable = QosProfile.Default with { KeepAll = true };
        var publisher = peers.Publish("/a", reliable);
        var (_, got) = peers.Listen("/a", reliable);
        for (int i = 0; i < 200; i++) publisher.Send(Cdr.Of(i));
        peers.Pass(0);
        Assert.InRange(got.Count, 70, 130);
        for (int i = 0; i < 50; i++) peers.Pass(10);
        Assert.Equal(Enumerable.Range(0, 200).Select(i => (long)i), got.Order());
    }

    [Fact]
    public void A_link_of_ones_own_sees_every_way_and_may_change_the_length()
    {
        var link = new Recorder();
        var peers = new Peers(link);
        var publisher = peers.Publish("/a");
        peers.LeftNode.CreateReplier("/s", Measure.Type, (_, _) => { });
        var sizes = new List<int>();
        peers.RightNode.CreateSubscription("/a", Count.Type, QosProfile.Default, (ReadOnlySpan<byte> cdr, in MessageInfo _) => sizes.Add(cdr.Length));
        peers.Pass(5);
        publisher.Send(Cdr.Of(1));
        publisher.Send(Cdr.Of(2));
        peers.RightNode.CreateRequester("/s", Measure.Type, (_, _) => { }).Send(Cdr.Of(new Text()));
        peers.Pass(0);
        peers.Pass(3);
        Assert.Equal("/a Message 0 5 12 True, /a Message 1 5 12 True, /s Request 0 5 9 True", string.Join(", ", link.Seen));
        Assert.Equal([12, 12, 4, 3], sizes);
    }

    private sealed class Recorder : ILink
    {
        public List<string> Seen { get; } = [];

        public void Carry(in LinkSample sample, LinkRoute route)
        {
            Seen.Add(new StringBuilder().Append(sample.Topic).Append(' ').Append(sample.Kind).Append(' ').Append(sample.Sequence).Append(' ')
                .Append(sample.Time.TotalMilliseconds).Append(' ').Append(sample.Bytes.Length).Append(' ').Append(sample.Reliable).ToString());
            route.Deliver(TimeSpan.Zero);
            route.Deliver(TimeSpan.FromMilliseconds(3 - sample.Sequence), sample.Bytes[..(int)(3 + sample.Sequence)]);
        }
    }
}
