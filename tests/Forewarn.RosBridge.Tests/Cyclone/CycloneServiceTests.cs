using Forewarn.Messages;
using Forewarn.Messages.StdSrvs;

namespace Forewarn.RosBridge.Tests.Cyclone;

public sealed class CycloneServiceTests
{
    private static readonly byte[] s_yes = Request(true);

    [Fact]
    public void Answers_find_their_questions_at_once_or_later()
    {
        using var pair = new Pair();
        var open = new List<RequestId>();
        var answers = new Dictionary<long, (bool Success, string Message)>();
        var replier = pair.NodeA.CreateReplier("/enable", SetBool.Type, (id, cdr) =>
        {
            Assert.Equal(s_yes, cdr.ToArray());
            open.Add(id);
        });
        var requester = pair.NodeB.CreateRequester("/enable", SetBool.Type, (sequence, cdr) => answers[sequence] = Response(cdr));
        Assert.True(pair.Until(() => requester.IsReady));
        long first = requester.Send(s_yes), second = requester.Send(s_yes);
        Assert.NotEqual(first, second);
        Assert.True(pair.Until(() => open.Count == 2));
        Assert.True(replier.Reply(open[1], Response(false, "second")));
        Assert.True(replier.Reply(open[0], Response(true, "first")));
        Assert.True(pair.Until(() => answers.Count == 2));
        Assert.Equal((true, "first"), answers[first]);
        Assert.Equal((false, "second"), answers[second]);
        Assert.Equal(0, pair.A.HandlerFaults);
    }

    [Fact]
    public void Each_client_hears_its_own_answers_only()
    {
        using var pair = new Pair();
        IRawReplier? replier = null;
        replier = pair.NodeA.CreateReplier("/enable", SetBool.Type, (id, _) => replier!.Reply(id, Response(true, $"{id.Sequence}")));
        var (heard, overheard) = (new List<string>(), new List<string>());
        var asking = pair.NodeB.CreateRequester("/enable", SetBool.Type, (_, cdr) => heard.Add(Response(cdr).Message));
        var silent = pair.NodeB.CreateRequester("/enable", SetBool.Type, (_, cdr) => overheard.Add(Response(cdr).Message));
        Assert.True(pair.Until(() => asking.IsReady && silent.IsReady));
        for (int i = 0; i < 5; i++) asking.Send(s_yes);
        Assert.True(pair.Until(() => heard.Count == 5));
        Assert.Equal(["1", "2", "3", "4", "5"], heard);
        Assert.Empty(overheard);
    }

    [Fact]
    public void There_is_no_server_before_it_is_there_nor_after()
    {
        using var pair = new Pair();
        var requester = pair.NodeB.CreateRequester("/enable", SetBool.Type, (_, _) => { });
        Assert.False(requester.IsReady);
        var replier = pair.NodeA.CreateReplier("/enable", SetBool.Type, (_, _) => { });
        Assert.True(pair.Until(() => requester.IsReady));
        replier.Dispose();
        Assert.True(pair.Until(() => !requester.IsReady));
    }

    [Fact]
    public void A_client_that_left_gets_no_answer()
    {
        using var pair = new Pair();
        var open = new List<RequestId>();
        var replier = pair.NodeA.CreateReplier("/enable", SetBool.Type, (id, _) => open.Add(id));
        var requester = pair.NodeB.CreateRequester("/enable", SetBool.Type, (_, _) => { });
        Assert.True(pair.Until(() => requester.IsReady));
        requester.Send(s_yes);
        Assert.True(pair.Until(() => open.Count == 1));
        requester.Dispose();
        Assert.True(pair.Until(() => !replier.Reply(open[0], Response(true, "late"))));
        Assert.False(replier.Reply(new RequestId(1, 1), Response(true, "nobody")));
    }

    [Fact]
    public void Bytes_that_are_no_request_are_refused()
    {
        using var pair = new Pair();
        var requester = pair.NodeB.CreateRequester("/enable", SetBool.Type, (_, _) => { });
        Assert.Throws<Core.ForewarnException>(() => requester.Send([0, 1, 0, 0]));
        Assert.Throws<Core.ForewarnException>(() => requester.Send(default));
        Assert.Throws<Core.ForewarnException>(() => requester.Send([0, 1, 0, 0, 7])); // neither true nor false
    }

    private static byte[] Request(bool data)
    {
        var cdr = new CdrWriter();
        new SetBoolRequest { Data = data }.WriteTo(cdr);
        return cdr.Bytes.ToArray();
    }

    private static byte[] Response(bool success, string message)
    {
        var cdr = new CdrWriter();
        new SetBoolResponse { Success = success, Message = message }.WriteTo(cdr);
        return cdr.Bytes.ToArray();
    }

    private static (bool, string Message) Response(ReadOnlySpan<byte> cdr)
    {
        var response = new SetBoolResponse();
        var reader = new CdrReader(cdr);
        response.ReadFrom(ref reader);
        return (response.Success, response.Message);
    }
}
