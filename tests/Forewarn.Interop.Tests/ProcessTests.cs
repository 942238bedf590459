using System.Diagnostics;
using Forewarn.Messages;
using Forewarn.Messages.StdSrvs;
using Forewarn.RosBridge;
using Forewarn.Tests;
using Text = Forewarn.Messages.StdMsgs.String;

namespace Forewarn.Interop.Tests;

/// <summary>What only a second process can show: services over the wire, and a process that dies.</summary>
public sealed class ProcessTests
{
    [Fact]
    public void A_service_answers_across_processes()
    {
        using var domain = new TestDomain();
        using var peer = PeerProcess.CSharp(domain, "serve");
        using var transport = domain.Join();
        var answers = new Dictionary<long, (bool, string)>();
        var requester = transport.OpenNode("client", "/").CreateRequester("/enable", SetBool.Type, (sequence, cdr) =>
        {
            var response = new SetBoolResponse();
            var reader = new CdrReader(cdr);
            response.ReadFrom(ref reader);
            answers[sequence] = (response.Success, response.Message);
        });
        Assert.True(SpinLoop.Until(() => requester.IsReady, transport));
        long yes = requester.Send(Sample.Encode(new SetBoolRequest { Data = true }));
        long no = requester.Send(Sample.Encode(new SetBoolRequest { Data = false }));
        Assert.True(SpinLoop.Until(() => answers.Count == 2, transport));
        Assert.Equal((true, $"asked {yes} times"), answers[yes]);
        Assert.Equal((false, $"asked {no} times"), answers[no]);
    }

    // The client asks before the server can know where to answer; the server keeps the answer until it does.
    [Fact]
    public void A_hasty_client_is_answered_too()
    {
        using var domain = new TestDomain();
        using var peer = PeerProcess.CSharp(domain, "serve");
        for (int i = 0; i < 5; i++)
        {
            using var transport = domain.Join();
            int answers = 0;
            var requester = transport.OpenNode("client", "/").CreateRequester("/enable", SetBool.Type, (_, _) => answers++);
            Assert.True(SpinLoop.Until(() => requester.IsReady, transport));
            requester.Send(Sample.Encode(new SetBoolRequest { Data = true }));
            Assert.True(SpinLoop.Until(() => answers == 1, transport));
        }
    }

    [Fact]
    public void A_killed_publisher_loses_its_liveliness_and_its_place_in_the_graph()
    {
        using var domain = new TestDomain();
        using var peer = PeerProcess.CSharp(domain, "publish");
        using var transport = domain.Join();
        var (heard, events) = (0, new List<QosEvent>());
        transport.QosEvents = events.Add;
        var subscription = transport.OpenNode("watcher", "/").CreateSubscription("/beat", Text.Type,
            QosProfile.Default with { LivelinessLease = TimeSpan.FromMilliseconds(300) }, (ReadOnlySpan<byte> _, in MessageInfo _) => heard++);
        var other = new NodeName("/interop", "peer");
        Assert.True(SpinLoop.Until(() => heard > 3 && transport.Graph.Nodes.Contains(other), transport));
        Assert.Equal(1, transport.Graph.CountPublishers("/beat"));
        Assert.Equal(1, events.FindLast(e => e.Kind == QosEventKind.LivelinessChanged).Count);
        peer.Kill();
        Assert.True(SpinLoop.Until(() => events.FindLast(e => e.Kind == QosEventKind.LivelinessChanged).Count == 0, transport));
        Assert.True(SpinLoop.Until(() => !transport.Graph.Nodes.Contains(other) && transport.Graph.CountPublishers("/beat") == 0, transport));
        // The graph and the match are told by two topics; which comes first is not promised.
        Assert.True(SpinLoop.Until(() => subscription.MatchedCount == 0, transport));
    }

    // Reliable delivery to a reader that hangs must not hold the publisher for longer than its profile says.
    [Fact]
    public void A_stuck_subscriber_makes_publishing_fail_instead_of_waiting()
    {
        using var domain = new TestDomain();
        using var peer = PeerProcess.CSharp(domain, "echo");
        using var transport = domain.Join();
        var image = Sample.All.Single(s => s.Kind == "Image");
        var publisher = transport.OpenNode("flood", "/").CreatePublisher("/to_peer/Image", image.Type,
            QosProfile.Default with { KeepAll = true, MaxBlocking = TimeSpan.FromMilliseconds(20) });
        Assert.True(SpinLoop.Until(() => publisher.MatchedCount == 1, transport));
        peer.Signal("STOP");
        var (watch, longest, refused) = (new Stopwatch(), TimeSpan.Zero, 0);
        for (int i = 0; i < 100 && refused == 0; i++)
        {
            watch.Restart();
            if (!publisher.Send(image.Cdr)) refused++;
            if (watch.Elapsed > longest) longest = watch.Elapsed;
        }
        peer.Signal("CONT");
        Assert.Equal(1, refused);
        // The scheduler may add to the 20 ms; without a bound it would be the second until the peer's lease ends.
        Assert.InRange(longest, TimeSpan.FromMilliseconds(15), TimeSpan.FromMilliseconds(600));
    }

    [Fact]
    public void A_client_of_another_middleware_is_named_instead_of_ignored()
    {
        using var domain = new TestDomain();
        using var transport = domain.Join();
        var (requests, events) = (0, new List<QosEvent>());
        transport.QosEvents = events.Add;
        transport.OpenNode("server", "/").CreateReplier("/enable", SetBool.Type, (_, _) => requests++);
        using var peer = PeerProcess.Native(domain, PeerBuild.FastDds(), "client");
        Assert.True(SpinLoop.Until(() => events.Count > 0, transport));
        var told = Assert.Single(events);
        Assert.Equal((QosEventKind.IncompatiblePeer, "/enable"), (told.Kind, told.Topic));
        Assert.Contains("eProsima Fast DDS", told.Detail, StringComparison.Ordinal);
        SpinLoop.For(TimeSpan.FromMilliseconds(300), transport);
        Assert.Equal((0, 0), (requests, (int)transport.HandlerFaults));
    }

    [Theory]
    [InlineData("/does/not/exist.so", "cannot be loaded")]
    [InlineData("libc.so.6", "one without dds_create_domain")]
    public void A_missing_or_other_library_is_one_message(string library, string found)
    {
        using var domain = new TestDomain();
        using var peer = PeerProcess.Failing(domain, library);
        string said = Assert.Single(peer.Lines);
        Assert.Contains(found, said, StringComparison.Ordinal);
        Assert.Equal(3, peer.ExitCode);
    }
}
