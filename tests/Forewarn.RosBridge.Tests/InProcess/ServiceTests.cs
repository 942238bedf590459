namespace Forewarn.RosBridge.Tests.InProcess;

public sealed class ServiceTests
{
    private readonly Peers _peers = new();

    [Fact]
    public void Replies_reach_the_client_that_asked_and_carry_its_number()
    {
        IRawReplier? replier = null;
        replier = _peers.LeftNode.CreateReplier("/s", Measure.Type,
            (request, cdr) => Assert.True(replier!.Reply(request, Cdr.Of(Cdr.Read<Text>(cdr).Data.Length))));
        var (first, second) = (new List<(long, long)>(), new List<(long, long)>());
        var a = _peers.RightNode.CreateRequester("/s", Measure.Type, (sequence, cdr) => first.Add((sequence, Cdr.Number(cdr))));
        var b = _peers.RightNode.CreateRequester("/s", Measure.Type, (sequence, cdr) => second.Add((sequence, Cdr.Number(cdr))));
        Assert.True(a.IsReady && b.IsReady);
        long[] numbers = [a.Send(Cdr.Of(new Text { Data = "four" })), b.Send(Cdr.Of(new Text { Data = "twelve bytes" })),
            a.Send(Cdr.Of(new Text()))];
        _peers.Pass(0);
        Assert.Equal([(numbers[0], 4), (numbers[2], 0)], first);
        Assert.Equal([(numbers[1], 12)], second);
    }

    [Fact]
    public void Replies_may_come_late_and_out_of_order()
    {
        var open = new List<RequestId>();
        var replier = _peers.LeftNode.CreateReplier("/s", Measure.Type, (request, _) => open.Add(request));
        var got = new List<(long, long)>();
        var requester = _peers.RightNode.CreateRequester("/s", Measure.Type, (sequence, cdr) => got.Add((sequence, Cdr.Number(cdr))));
        long one = requester.Send(Cdr.Of(new Text())), two = requester.Send(Cdr.Of(new Text()));
        _peers.Pass(1000);
        Assert.True(replier.Reply(open[1], Cdr.Of(2)));
        Assert.True(replier.Reply(open[0], Cdr.Of(1)));
        _peers.Pass(0);
        Assert.Equal([(two, 2), (one, 1)], got);
        requester.Dispose();
        Assert.False(replier.Reply(open[0], Cdr.Of(1)));
    }

    [Fact]
    public void A_client_is_ready_exactly_while_a_server_is_there()
    {
        var requester = _peers.RightNode.CreateRequester("/s", Measure.Type, (_, _) => { });
        Assert.False(requester.IsReady);
        var replier = _peers.LeftNode.CreateReplier("/s", Measure.Type, (_, _) => { });
        Assert.True(requester.IsReady);
        replier.Dispose();
        Assert.False(requester.IsReady);
    }
}
