using System.Text;
using System.Text.Json.Nodes;
using Forewarn.Messages.StdSrvs;
using Text = Forewarn.Messages.StdMsgs.String;

namespace Forewarn.Serving.Tests;

public sealed class FoxgloveClientTests
{
    [Fact]
    public void A_new_client_is_told_who_serves_what()
    {
        var texts = new ClientRig().Texts();
        Assert.Equal(["serverInfo", "advertiseServices", "advertise"], texts.Select(text => (string)text["op"]!));
        Assert.Equal(["/joint_states", "/forewarn/decision"], texts[2]["channels"]!.AsArray().Select(one => (string)one!["topic"]!));
        JsonNode service = texts[1]["services"]![0]!;
        Assert.Equal(("/enable", "std_srvs/srv/SetBool", SetBoolRequest.Type.Definition, SetBoolRequest.Type.Definition, "ros2msg", "cdr"),
            ((string)service["name"]!, (string)service["type"]!, (string)service["requestSchema"]!, (string)service["request"]!["schema"]!,
                (string)service["request"]!["schemaEncoding"]!, (string)service["request"]!["encoding"]!));
    }

    [Fact]
    public void Messages_come_while_subscribed_and_what_was_queued_is_not_sent_after()
    {
        var rig = new ClientRig();
        rig.Server.Take(rig.Joints, 1, 1, [1]);
        rig.Subscribe(9, rig.Joints);
        rig.Server.Take(rig.Joints, 2, 2, [2, 2]);
        Assert.Equal((9u, 2L, "0202"), Assert.Single(Shown(rig)));
        rig.Server.Take(rig.Joints, 3, 3, [3]);
        rig.Say("""{"op":"unsubscribe","subscriptionIds":[9, 77]}""");
        rig.Server.Take(rig.Joints, 4, 4, [4]);
        Assert.Empty(rig.Messages());
        Assert.Empty(rig.Statuses());
    }

    [Fact]
    public void A_kept_message_comes_at_once_and_only_the_last_of_them()
    {
        var rig = new ClientRig();
        rig.Server.Take(rig.Decisions, 1, 1, [1]);
        rig.Server.Take(rig.Decisions, 2, 2, [2]);
        rig.Subscribe(0, rig.Decisions);
        Assert.Equal((0u, 2L, "02"), Assert.Single(Shown(rig)));
        rig.Server.Take(rig.Decisions, 3, 3, [3]);
        FoxgloveClient late = rig.Server.Join(FoxgloveProtocol.WebSocket);
        late.Handle(Encoding.UTF8.GetBytes("""{"op":"subscribe","subscriptions":[{"id":5,"channelId":2}]}"""), isText: true);
        Assert.True(late.Outbox.TryTakeMessage(out SharedFrame frame, out FoxgloveSubscription to));
        Assert.Equal((5u, 3L), (to.Id, frame.Time));
        Assert.False(late.Outbox.TryTakeMessage(out _, out _));
        Assert.Equal((0u, 3L, "03"), Assert.Single(Shown(rig)));
    }

    [Theory]
    [InlineData("""{"op":"subscribe","subscriptions":[{"id":1,"channelId":1},{"id":2,"channelId":1}]}""", 1, "already subscribed to channel: 1")]
    [InlineData("""{"op":"subscribe","subscriptions":[{"id":1,"channelId":1},{"id":1,"channelId":2}]}""", 2, "Subscription ID was already used: 1")]
    [InlineData("""{"op":"subscribe","subscriptions":[{"id":1,"channelId":4000000000}]}""", 2, "Unknown channel ID: 4000000000")]
    [InlineData("""{"op":"subscribe","subscriptions":[{"id":-1,"channelId":1}]}""", 2, "Invalid message")]
    [InlineData("""{"op":"subscribe","subscriptions":[{"id":1e99,"channelId":1}]}""", 2, "Invalid message")]
    [InlineData("""{"op":"subscribe","subscriptions":{"id":1}}""", 2, "Invalid message")]
    [InlineData("""{"op":"subscribe"}""", 2, "Invalid message")]
    [InlineData("""{"op":"unsubscribe","subscriptionIds":["a"]}""", 2, "Invalid message")]
    [InlineData("""{"op":7}""", 2, "unknown op")]
    [InlineData("""{"op":"launch"}""", 2, "unknown op 'launch'")]
    [InlineData("""[]""", 2, "Invalid message")]
    [InlineData("""null""", 2, "Invalid message")]
    [InlineData("", 2, "Invalid message")]
    [InlineData("""{"op":"subscribe","subscriptions":[""", 2, "Invalid message")]
    [InlineData("""{"op":"\ud800"}""", 2, "Invalid message")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]", 2, "Invalid message")]
    [InlineData("""{"op":"fetchAsset","uri":"package://a/b","requestId":1}""", 2, "does not support assets")]
    [InlineData("""{"op":"subscribeConnectionGraph"}""", 2, "does not support connection graph")]
    [InlineData("""{"op":"setParameters","parameters":[{"name":"/none","value":"x"}]}""", 2, "Unknown parameter: /none")]
    [InlineData("""{"op":"setParameters","parameters":[{"name":"/rung","value":"x"}]}""", 2, "can only be read")]
    [InlineData("""{"op":"setParameters","parameters":[{"name":"/wish","value":3}]}""", 2, "wants a text")]
    [InlineData("""{"op":"setParameters","parameters":[{"name":"/wish"}]}""", 2, "wants a text")]
    [InlineData("""{"op":"setParameters","parameters":[{"name":"/wish","value":"no"}]}""", 2, "nobody may wish that")]
    [InlineData("""{"op":"advertise","channels":[{"id":1,"topic":"/joint_states","encoding":"cdr","schemaName":"x"}]}""", 2, "takes nothing")]
    [InlineData("""{"op":"advertise","channels":[{"id":1,"topic":"/hear","encoding":"json","schemaName":"x"}]}""", 2, "wants the encoding cdr")]
    [InlineData("""{"op":"unadvertise","channelIds":[3]}""", 1, "not advertising channel: 3")]
    public void What_makes_no_sense_is_answered_with_a_status_and_changes_nothing(string frame, int level, string message)
    {
        var rig = new ClientRig();
        rig.Frames();
        rig.Say(frame);
        Assert.Contains(rig.Statuses(), status => status.Level == level && status.Message.Contains(message, StringComparison.Ordinal));
        Assert.Equal("", rig.Wish);
        rig.Say("""{"op":"getParameters","parameterNames":[],"id":"still"}""");
        Assert.Equal("still", (string?)Assert.Single(rig.Texts())["id"]);
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 0 })]
    [InlineData(new byte[] { 200, 1, 2 })]
    [InlineData(new byte[] { 1, 1, 0 })]
    [InlineData(new byte[] { 1, 1, 0, 0, 0, 5 })]
    [InlineData(new byte[] { 2, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 2, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 99 })]
    [InlineData(new byte[] { 3, 0 })]
    public void Binary_frames_that_are_none_are_answered_with_an_error(byte[] frame)
    {
        var rig = new ClientRig();
        rig.Frames();
        rig.Send(frame);
        Assert.Equal(2, Assert.Single(rig.Statuses()).Level);
    }

    [Fact]
    public void A_frame_with_a_thousand_faults_is_told_a_few_of_them()
    {
        var rig = new ClientRig();
        rig.Frames();
        string many = string.Join(',', Enumerable.Range(100, 10_000).Select(i => $$"""{"id":{{i}},"channelId":{{i}}}"""));
        rig.Say($$"""{"op":"subscribe","subscriptions":[{{many}}]}""");
        Assert.InRange(rig.Statuses().Count, 1, 20);
    }

    [Fact]
    public void Parameters_are_read_set_and_watched()
    {
        var rig = new ClientRig();
        FoxgloveClient other = rig.Server.Join(FoxgloveProtocol.Sdk);
        other.Handle("""{"op":"subscribeParameterUpdates","parameterNames":["/wish","/nothing"]}"""u8.ToArray(), isText: true);
        while (other.Outbox.TryTakeAnswer(out _))
        {
        }
        other.TellState([]);
        rig.Frames();
        rig.Say("""{"op":"getParameters","parameterNames":["/rung","/nothing"]}""");
        JsonObject read = Assert.Single(rig.Texts());
        Assert.Equal(("""[{"name":"/rung","value":"Steered"}]""", false), (read["parameters"]!.ToJsonString(), read.ContainsKey("id")));
        rig.Say("""{"op":"setParameters","parameters":[{"name":"/wish","value":"the rim"}],"id":"1"}""");
        Assert.Equal(("the rim", "1"), (rig.Wish, (string?)Assert.Single(rig.Texts())["id"]));

        var told = new List<FoxgloveFrame>();
        other.TellState(told);
        Assert.Contains("the rim", Encoding.UTF8.GetString(Assert.Single(told).Bytes.Span), StringComparison.Ordinal);
        other.Handle("""{"op":"unsubscribeParameterUpdates","parameterNames":[]}"""u8.ToArray(), isText: true);
        rig.Server.ParameterChanged("/wish");
        told.Clear();
        other.TellState(told);
        Assert.Empty(told);
    }

    [Fact]
    public void Calls_are_answered_refused_and_limited_in_time_and_number()
    {
        var rig = new ClientRig(new FoxgloveServerOptions { Requests = 2, RequestTimeout = TimeSpan.FromSeconds(3) });
        rig.Frames();
        byte[] on = RobotTopics.Bytes(new SetBoolRequest { Data = true });
        rig.Send(ClientRig.Call(0, 41, on));
        byte[] answer = [3, 0, 0, 0, 0, 41, 0, 0, 0, 3, 0, 0, 0, .. "cdr"u8, .. RobotTopics.Bytes(new SetBoolResponse { Success = true })];
        Assert.Equal(answer, Assert.Single(rig.Frames()).Bytes.ToArray());

        rig.Send(ClientRig.Call(0, 42, RobotTopics.Bytes(new SetBoolRequest { Data = false })));
        rig.Send(ClientRig.Call(0, 43, [0, 1, 0]));
        rig.Send(ClientRig.Call(77, 44, on));
        rig.Send(ClientRig.Call(0, 45, on, "json"));
        rig.Send(ClientRig.Call(1, 46, RobotTopics.Bytes(new TriggerRequest())));
        rig.Send(ClientRig.Call(1, 47, RobotTopics.Bytes(new TriggerRequest())));
        rig.Send(ClientRig.Call(0, 48, on));
        rig.Clock.Advance(TimeSpan.FromSeconds(4));
        var failures = new List<JsonObject>();
        // The two that never come end on the pool.
        Assert.True(SpinWait.SpinUntil(() =>
        {
            failures.AddRange(rig.Texts());
            return failures.Count == 7;
        }, TimeSpan.FromSeconds(30)));
        string[] wanted =
        [
            "not now", "little-endian CDR", "Unknown service", "not encoded as cdr", "no answer within 3 s", "no answer within 3 s",
            "more than 2 requests",
        ];
        foreach (var (text, i) in failures.OrderBy(text => (int)text["callId"]!).Select((text, i) => (text, i)))
        {
            Assert.Equal(("serviceCallFailure", 42 + i), ((string)text["op"]!, (int)text["callId"]!));
            Assert.Contains(wanted[i], (string)text["message"]!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Clients_publish_on_the_topics_that_listen()
    {
        var rig = new ClientRig();
        rig.Say("""{"op":"advertise","channels":[{"id":3,"topic":"/hear","encoding":"cdr","schemaName":"std_msgs/msg/String"}]}""");
        rig.Send([1, 3, 0, 0, 0, .. RobotTopics.Bytes(new Text { Data = "the handle" })]);
        Assert.Equal(["the handle"], rig.Heard);
        rig.Say("""{"op":"unadvertise","channelIds":[3]}""");
        rig.Send([1, 3, 0, 0, 0, .. RobotTopics.Bytes(new Text { Data = "late" })]);
        Assert.Equal(["the handle"], rig.Heard);
    }

    [Fact]
    public void Channels_come_and_go_and_a_topic_of_another_type_is_another_channel()
    {
        var rig = new ClientRig();
        rig.Frames();
        rig.Subscribe(1, rig.Joints);
        rig.Server.Close(rig.Joints);
        int text = rig.Server.Open(new FoxgloveTopic("/text", "std_msgs/msg/String", "string data"));
        int other = rig.Server.Open(new FoxgloveTopic("/text", "std_msgs/msg/Int32", "int32 data"));
        Assert.Equal(other, rig.Server.Open(new FoxgloveTopic("/text", "std_msgs/msg/Int32", "int32 data")));
        var texts = rig.Texts();
        Assert.Equal($$"""{"op":"unadvertise","channelIds":[{{rig.Joints + 1}}]}""", texts[0].ToJsonString());
        Assert.Equal(other + 1, (int)Assert.Single(texts[1]["channels"]!.AsArray())!["id"]!);
        Assert.False(rig.Server.Take(rig.Joints, 1, 1, [1]));
        Assert.False(rig.Server.Take(text, 1, 1, [1]));
        // The id of the subscription that ended with its channel is free again.
        rig.Subscribe(1, other);
        Assert.True(rig.Server.Take(other, 1, 1, [1]));
        Assert.Single(rig.Messages());
        Assert.Empty(rig.Statuses());
    }

    private static List<(uint, long, string)> Shown(ClientRig rig) =>
        [.. rig.Messages().Select(one => (one.Subscription, one.Time, Convert.ToHexString(one.Bytes)))];
}
