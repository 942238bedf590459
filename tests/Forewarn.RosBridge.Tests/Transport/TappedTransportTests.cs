using Forewarn.RosBridge.InProcess;
using Forewarn.Messages;
using Microsoft.Extensions.Time.Testing;

namespace Forewarn.RosBridge.Tests.Transport;

public sealed class TappedTransportTests : IMessageTap
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddSeconds(5));
    private readonly List<Topic> _topics = [];
    private readonly List<(int Topic, long Log, long Published, long Value)> _taken = [];
    private readonly TappedTransport _left;
    private readonly InProcessTransport _right;

    public TappedTransportTests()
    {
        var domain = new InProcessDomain(_time);
        (_left, _right) = (new(new InProcessTransport(domain), this, _time), new(domain));
    }

    [Fact]
    public void What_is_sent_and_what_is_received_is_taken_once_with_its_times()
    {
        var (here, there) = (_left.OpenNode("here", "/"), _right.OpenNode("there", "/"));
        var mine = here.CreatePublisher("/mine", Count.Type, QosProfile.Latched);
        var theirs = there.CreatePublisher("/theirs", Count.Type, QosProfile.Default);
        long heard = 0;
        here.CreateSubscription("/theirs", Count.Type, QosProfile.SensorData, (ReadOnlySpan<byte> cdr, in MessageInfo _) => heard = Cdr.Number(cdr));
        mine.Send(Cdr.Of(1));
        byte[] two = Cdr.Of(2);
        mine.Send(two.AsSpan(0, 5), two.AsSpan(5, 1), two.AsSpan(6));
        theirs.Send(Cdr.Of(3));
        _time.Advance(TimeSpan.FromSeconds(1));
        _left.SpinOnce(TimeSpan.Zero);
        Assert.Equal(3, heard);
        Assert.Equal(["/mine", "/theirs"], _topics.Select(t => t.Name));
        Assert.Equal([QosProfile.Latched, QosProfile.SensorData], _topics.Select(t => t.Qos));
        Assert.All(_topics, t => Assert.Equal(Count.Type, t.Type));
        Assert.Equal([(0, 5_000_000_000, 5_000_000_000, 1), (0, 5_000_000_000, 5_000_000_000, 2), (1, 6_000_000_000, 5_000_000_000, 3)], _taken);
    }

    [Fact]
    public void What_the_middleware_refuses_was_never_said()
    {
        var refusing = new Refusing(new InProcessTransport(new InProcessDomain(_time)));
        var publisher = new TappedTransport(refusing, this, _time).OpenNode("here", "/").CreatePublisher("/a", Count.Type, QosProfile.Default);
        Assert.False(publisher.Send(Cdr.Of(1)));
        Assert.False(publisher.Send(Cdr.Of(1), [], []));
        Assert.Empty(_taken);
    }

    [Fact]
    public void Tapping_allocates_nothing()
    {
        var publisher = new TappedTransport(new InProcessTransport(new InProcessDomain(_time)), new Counting(), _time)
            .OpenNode("here", "/").CreatePublisher("/a", Count.Type, QosProfile.Default);
        byte[] bytes = Cdr.Of(1);
        for (int i = 0; i < 100; i++) publisher.Send(bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++) publisher.Send(bytes);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    int IMessageTap.Open(Topic topic)
    {
        _topics.Add(topic);
        return _topics.Count - 1;
    }

    bool IMessageTap.Take(int topic, long logTime, long publishTime, ReadOnlySpan<byte> cdr)
    {
        _taken.Add((topic, logTime, publishTime, Cdr.Number(cdr)));
        return true;
    }

    private sealed class Counting : IMessageTap
    {
        public int Open(Topic topic) => 0;

        public bool Take(int topic, long logTime, long publishTime, ReadOnlySpan<byte> cdr) => true;
    }

    private sealed class Refusing(IRosTransport inner) : IRosTransport
    {
        public string Name => inner.Name;

        public IRosGraph Graph => inner.Graph;

        public Action<QosEvent>? QosEvents { get; set; }

        public IRawNode OpenNode(string name, string space) => new Node(inner.OpenNode(name, space));

        public int SpinOnce(TimeSpan timeout) => inner.SpinOnce(timeout);

        public void Wake() => inner.Wake();

        public void Dispose() => inner.Dispose();

        private sealed class Node(IRawNode inner) : IRawNode
        {
            public string Name => inner.Name;

            public string Namespace => inner.Namespace;

            public IRawPublisher CreatePublisher(string topic, MessageType type, QosProfile qos) => new Publisher(topic);

            public IRawSubscription CreateSubscription(string topic, MessageType type, QosProfile qos, RawHandler handler) =>
                inner.CreateSubscription(topic, type, qos, handler);

            public IRawRequester CreateRequester(string service, ServiceType type, ReplyHandler onReply) =>
                inner.CreateRequester(service, type, onReply);

            public IRawReplier CreateReplier(string service, ServiceType type, RequestHandler onRequest) =>
                inner.CreateReplier(service, type, onRequest);

            public void Dispose() => inner.Dispose();
        }

        private sealed class Publisher(string topic) : IRawPublisher
        {
            public string Topic => topic;

            public int MatchedCount => 1;

            public bool Send(ReadOnlySpan<byte> cdr) => false;

            public bool Send(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body, ReadOnlySpan<byte> tail) => false;

            public void AssertLiveliness() { }

            public void Dispose() { }
        }
    }
}
