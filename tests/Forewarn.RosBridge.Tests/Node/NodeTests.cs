using Forewarn.Messages;

namespace Forewarn.RosBridge.Tests.Node;

public sealed class NodeTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Bench _bench = new();

    [Fact]
    public void Messages_travel_between_typed_ends_and_one_instance_is_read_into()
    {
        var publisher = _bench.Node("a").CreatePublisher<Text>("chatter");
        var got = new List<(string, Text)>();
        var subscription = _bench.Node("b").CreateSubscription<Text>("/chatter", (Text message, in MessageInfo _) => got.Add((message.Data, message)));
        publisher.Publish(new() { Data = "one" });
        publisher.Publish(new() { Data = "two" });
        _bench.Settle();
        Assert.Equal(["one", "two"], got.Select(pair => pair.Item1));
        Assert.Same(got[0].Item2, got[1].Item2);
        Assert.Equal(("/chatter", 2, 0), (subscription.Name, subscription.Received, subscription.Malformed));
    }

    [Fact]
    public void Malformed_payloads_are_counted_and_the_next_good_one_arrives()
    {
        var node = _bench.Node("b");
        var got = new List<string>();
        var subscription = node.CreateSubscription<Text>("chatter", (Text message, in MessageInfo _) => got.Add(message.Data));
        var raw = new RawPeer(_bench).Node.CreatePublisher("/chatter", Text.Type, QosProfile.Default);
        raw.Send([]);
        raw.Send([0, 1, 0, 0, 255, 255, 255, 255]);
        raw.Send([0, 0, 0, 0, 0, 0, 0, 1, 0]);
        raw.Send(Cdr.Of(new Text { Data = "good" }));
        _bench.Settle();
        Assert.Equal(["good"], got);
        Assert.Equal((1, 3), (subscription.Received, subscription.Malformed));
        Assert.Contains(node.Receivers, receiver => receiver is { Name: "/chatter", Malformed: 3 });
    }

    [Fact]
    public void Publishing_and_receiving_allocate_nothing_after_warm_up()
    {
        var publisher = _bench.Node("a").CreatePublisher<Count>("chatter");
        var listener = _bench.Node("b");
        long sum = 0;
        listener.CreateSubscription<Count>("chatter", (Count message, in MessageInfo _) => sum += message.Data);
        var message = new Count { Data = 1 };
        void Run(int count)
        {
            for (int i = 0; i < count; i++)
            {
                publisher.Publish(message);
                listener.Executor.RunDue();
            }
        }

        Run(100);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(1000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1100, sum);
    }

    [Fact]
    public void A_service_is_answered_at_once_or_later()
    {
        var server = _bench.Node("server");
        var kept = new List<PendingReply<Count>>();
        server.CreateService<Measure, Text, Count>("now", (request, response) => response.Data = request.Data.Length);
        server.CreateDeferredService<Measure, Text, Count>("later", (_, reply) => kept.Add(reply));
        var client = _bench.Node("client");
        var now = client.CreateClient<Measure, Text, Count>("now");
        var later = client.CreateClient<Measure, Text, Count>("later");
        Assert.Equal(4, _bench.Done(now.CallAsync(new() { Data = "four" }, Second)).Data);
        var first = later.CallAsync(new(), 10 * Second);
        var second = later.CallAsync(new(), 10 * Second);
        _bench.Pass(5000, 1000);
        Assert.False(first.IsCompleted);
        Assert.True(kept[1].Send(new() { Data = 2 }));
        Assert.True(kept[0].Send(new() { Data = 1 }));
        Assert.Equal((1, 2), (_bench.Done(first).Data, _bench.Done(second).Data));
    }

    [Fact]
    public void A_call_waits_for_its_server()
    {
        var client = _bench.Node("client").CreateClient<Measure, Text, Count>("late");
        var call = client.CallAsync(new() { Data = "abc" }, Second);
        _bench.Pass(500);
        _bench.Node("server").CreateService<Measure, Text, Count>("late", (request, response) => response.Data = request.Data.Length);
        _bench.Pass(20);
        Assert.Equal(3, _bench.Done(call).Data);
    }

    [Fact]
    public void A_call_without_an_answer_times_out_and_a_late_answer_is_dropped()
    {
        var kept = new List<PendingReply<Count>>();
        var server = _bench.Node("server");
        var client = _bench.Node("client").CreateClient<Measure, Text, Count>("slow");
        var nobody = client.CallAsync(new(), Second);
        _bench.Pass(999);
        Assert.False(nobody.IsCompleted);
        _bench.Pass(1);
        Assert.Contains("no server", Assert.Throws<TimeoutException>(() => _bench.Done(nobody)).Message, StringComparison.Ordinal);
        server.CreateDeferredService<Measure, Text, Count>("slow", (_, reply) => kept.Add(reply));
        var silent = client.CallAsync(new(), Second);
        _bench.Pass(1000);
        Assert.Contains("no answer", Assert.Throws<TimeoutException>(() => _bench.Done(silent)).Message, StringComparison.Ordinal);
        kept[0].Send(new());
        _bench.Settle();
        Assert.Equal(1, client.Received);
        Assert.Single(kept);
    }

    [Fact]
    public void A_call_can_be_canceled_and_ends_with_its_node()
    {
        _bench.Node("server").CreateDeferredService<Measure, Text, Count>("slow", (_, _) => { });
        var node = _bench.Node("client");
        var client = node.CreateClient<Measure, Text, Count>("slow");
        using var cancel = new CancellationTokenSource();
        var first = client.CallAsync(new(), Second, cancel.Token);
        var second = client.CallAsync(new(), Second);
        cancel.Cancel();
        Assert.True(first.IsCanceled);
        node.Dispose();
        Assert.IsType<ObjectDisposedException>(second.Exception!.InnerException);
        Assert.IsType<ObjectDisposedException>(client.CallAsync(new(), Second).Exception!.InnerException);
    }

    [Fact]
    public void Malformed_requests_get_no_answer_and_malformed_answers_end_no_call()
    {
        var server = _bench.Node("server").CreateService<Measure, Text, Count>("/s", (_, response) => response.Data = 1);
        var peer = new RawPeer(_bench);
        Assert.Null(peer.Ask("/s", Measure.Type, [0, 1, 0, 0, 9]));
        Assert.Equal((0, 1), (server.Received, server.Malformed));
        IRawReplier? bad = null;
        bad = peer.Node.CreateReplier("/bad", Measure.Type, (request, _) => bad!.Reply(request, [1, 2, 3]));
        var client = _bench.Node("client").CreateClient<Measure, Text, Count>("/bad");
        var call = client.CallAsync(new(), Second);
        _bench.Settle();
        Assert.False(call.IsCompleted);
        Assert.Equal((0, 1), (client.Received, client.Malformed));
        _bench.Pass(1000);
        Assert.Throws<TimeoutException>(() => _bench.Done(call));
    }

    [Fact]
    public void Two_servers_answer_and_the_first_answer_counts()
    {
        foreach (int i in (int[])[1, 2]) _bench.Node($"server{i}").CreateService<Measure, Text, Count>("/s", (_, response) => response.Data = i);
        var client = _bench.Node("client").CreateClient<Measure, Text, Count>("/s");
        Assert.Equal(1, _bench.Done(client.CallAsync(new(), Second)).Data);
        Assert.Equal(2, client.Received);
    }

    [Fact]
    public void Disposing_of_a_node_takes_it_out_of_the_graph()
    {
        var node = _bench.Node("a");
        node.CreatePublisher<Text>("t");
        var other = _bench.Node("b").Executor.Transport.Graph;
        Assert.Equal((2, 1), (other.Nodes.Count, other.CountPublishers("/t")));
        node.Dispose();
        Assert.Equal((1, 0), (other.Nodes.Count, other.CountPublishers("/t")));
    }
}
