using Forewarn.Messages;
using Forewarn.Messages.ActionMsgs;

namespace Forewarn.RosBridge.Tests.Actions;

/// <summary>An action server as a peer sees it: bytes written and read by hand.</summary>
public sealed class ActionWireTests
{
    private static readonly byte[] Id = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];
    private static readonly byte[] Zero = new byte[16];

    private readonly Bench _bench = new();
    private readonly Walker _walker = new();
    private readonly RawPeer _peer;

    public ActionWireTests()
    {
        _ = new ActionServer<Walk, Count, Count, Text>(_bench.Node("arm", "-r", "__ns:=/cell"), "~/walk", _walker);
        _peer = new(_bench);
    }

    private (int Code, string Goals) Cancel(byte[] id, uint seconds = 0)
    {
        var answer = _peer.Ask("/cell/arm/walk/_action/cancel_goal", CancelGoal.Type, new WireBuilder().U8(id).U32(seconds).U32(0).Bytes)!;
        int code = (sbyte)answer.U8();
        var goals = Enumerable.Range(0, (int)answer.U32())
            .Select(_ => $"{Convert.ToHexString(answer.Bytes(16))} {answer.U32()}.{answer.U32()}").ToList();
        answer.End();
        return (code, string.Join(", ", goals));
    }

    private byte SendGoal(byte[] id, long goal)
    {
        var answer = _peer.Ask("/cell/arm/walk/_action/send_goal", Walk.Type.SendGoal, new WireBuilder().U8(id).I64(goal).Bytes)!;
        byte accepted = answer.U8();
        Assert.Equal((1740830400u, 0u), (answer.U32(), answer.U32()));
        answer.End();
        return accepted;
    }

    [Fact]
    public void Goals_are_answered_once()
    {
        Assert.Equal(1, SendGoal(Id, 5));
        Assert.Equal(0, SendGoal(Id, 5));
        Assert.Equal(0, SendGoal([9, .. Id[1..]], -5));
        Assert.Equal("01020304-0506-0708-090a-0b0c0d0e0f10", _walker.Goals.Single().Id.ToString());
    }

    [Fact]
    public void The_result_waits_for_the_end()
    {
        SendGoal(Id, 5);
        var answers = new List<byte[]>();
        using var requester = _peer.Node.CreateRequester("/cell/arm/walk/_action/get_result", Walk.Type.GetResult, (_, cdr) => answers.Add(cdr.ToArray()));
        requester.Send(new WireBuilder().U8(Id).Bytes);
        requester.Send(new WireBuilder().U8(Zero).Bytes);
        _bench.Settle();
        // Unknown (0) for the other goal, with an empty result; nothing yet for this one.
        Assert.Equal("000100000000000000000000" + "0000000000000000", Convert.ToHexString(answers.Single()));
        _walker.Goals[0].Succeed(new() { Data = 0x0102 });
        _bench.Settle();
        Assert.Equal("000100000400000000000000" + "0201000000000000", Convert.ToHexString(answers[1]));
    }

    [Fact]
    public void Cancellation_codes_are_the_designs()
    {
        SendGoal(Id, 5);
        Assert.Equal((2, ""), Cancel([7, .. Id[1..]]));
        Assert.Equal((0, ""), Cancel(Zero, seconds: 1740830399));
        Assert.Equal((0, "0102030405060708090A0B0C0D0E0F10 1740830400.0"), Cancel(Zero, seconds: 1740830400));
        Assert.Equal((3, ""), Cancel(Id));
        Assert.Equal((0, ""), Cancel(Zero));
        SendGoal([8, .. Id[1..]], 5);
        _walker.MayCancel = _ => false;
        Assert.Equal((1, ""), Cancel(Zero));
    }

    [Fact]
    public void Status_is_kept_for_late_joiners_and_feedback_names_its_goal()
    {
        SendGoal(Id, 5);
        var statuses = _peer.Hear("/cell/arm/walk/_action/status", GoalStatusArray.Type, QosProfile.ActionStatus);
        var feedbacks = _peer.Hear("/cell/arm/walk/_action/feedback", Walk.Type.Feedback, QosProfile.Default);
        _bench.Settle();
        Assert.Equal(["0102030405060708090A0B0C0D0E0F10 1740830400 2"], statuses.Select(Tell));
        _walker.Goals[0].PublishFeedback(new() { Data = "ab" });
        _bench.Settle();
        Assert.Equal("00010000" + "0102030405060708090A0B0C0D0E0F10" + "03000000" + "616200", Convert.ToHexString(feedbacks.Single()));
        _walker.Goals[0].Abort(new());
        _bench.Settle();
        Assert.Equal("0102030405060708090A0B0C0D0E0F10 1740830400 6", Tell(statuses[^1]));
    }

    private static string Tell(byte[] bytes)
    {
        var reader = new WireReader(bytes);
        var told = new List<string>();
        for (uint left = reader.U32(); left > 0; left--)
        {
            string id = Convert.ToHexString(reader.Bytes(16));
            uint seconds = reader.U32();
            Assert.Equal(0u, reader.U32());
            told.Add($"{id} {seconds} {(sbyte)reader.U8()}");
        }

        reader.End();
        return string.Join("; ", told);
    }
}
