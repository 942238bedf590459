using Forewarn.Core;
using Forewarn.Messages;
using Forewarn.Messages.LifecycleMsgs;
using Forewarn.Messages.RclInterfaces;
using Forewarn.Messages.SensorMsgs;
using Forewarn.Messages.StdSrvs;
using Text = Forewarn.Messages.StdMsgs.String;

namespace Forewarn.RosBridge.Rcldotnet.Tests;

/// <summary>The adapter over an rcldotnet that connects the nodes of one process.</summary>
public sealed class RcldotnetTransportTests : IDisposable
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(20);

    private readonly IRosTransport _transport = RcldotnetProvider.Open(SourcedWorkspace.Environment);
    private readonly List<QosEvent> _events = [];

    public RcldotnetTransportTests() => _transport.QosEvents = _events.Add;

    public void Dispose() => _transport.Dispose();

    private static byte[] Bytes<T>(T message) where T : class, IRosMessage<T>, new()
    {
        var writer = new CdrWriter();
        message.WriteTo(writer);
        return writer.Bytes.ToArray();
    }

    private static byte[] Said(string text) => Bytes(new Text { Data = text });

    private static string Data(ReadOnlySpan<byte> cdr)
    {
        var reader = new CdrReader(cdr);
        var text = new Text();
        text.ReadFrom(ref reader);
        return text.Data;
    }

    private void Spin(Func<bool> until)
    {
        for (int i = 0; i < 200 && !until(); i++) _transport.SpinOnce(Short);
        Assert.True(until(), "it did not happen");
    }

    [Fact]
    public void Topics_carry_bytes()
    {
        using var node = _transport.OpenNode("talker", "/");
        var got = new List<string>();
        using var hears = node.CreateSubscription("/chat1", Text.Type, QosProfile.Default, (ReadOnlySpan<byte> cdr, in MessageInfo _) => got.Add(Data(cdr)));
        using var says = node.CreatePublisher("/chat1", Text.Type, QosProfile.Default);
        Assert.True(says.Send(Said("a")));
        byte[] whole = Said("b and more");
        Assert.True(says.Send(whole.AsSpan(0, 6), whole.AsSpan(6, 3), whole.AsSpan(9)));
        Spin(() => got.Count == 2);
        Assert.Equal(["a", "b and more"], got);
        Assert.Equal([-1, -1], [says.MatchedCount, hears.MatchedCount]);
        Assert.False(says.Send([0, 1, 0, 0, 9]));
        Assert.Equal("rcl", _transport.Name);
        Assert.Equal([new NodeName("/", "talker")], _transport.Graph.Nodes);
    }

    [Fact]
    public void A_handler_may_make_and_remove_endpoints()
    {
        using var node = _transport.OpenNode("maker", "/");
        var late = new List<string>();
        IRawSubscription? first = null, second = null;
        first = node.CreateSubscription("/chat2", Text.Type, QosProfile.Default, (ReadOnlySpan<byte> _, in MessageInfo _) =>
        {
            second ??= node.CreateSubscription("/chat3", Text.Type, QosProfile.Default, (ReadOnlySpan<byte> cdr, in MessageInfo _) => late.Add(Data(cdr)));
            first!.Dispose();
        });
        using var says = node.CreatePublisher("/chat2", Text.Type, QosProfile.Default);
        using var saysLate = node.CreatePublisher("/chat3", Text.Type, QosProfile.Default);
        says.Send(Said("go"));
        Spin(() => second is not null);
        saysLate.Send(Said("late"));
        Spin(() => late.Count == 1);
        Assert.Equal(0, ((RcldotnetTransport)_transport).HandlerFaults);
    }

    [Fact]
    public void A_handler_that_throws_is_counted_and_spinning_goes_on()
    {
        using var node = _transport.OpenNode("clumsy", "/");
        using var hears = node.CreateSubscription("/chat4", Text.Type, QosProfile.Default,
            (ReadOnlySpan<byte> _, in MessageInfo _) => throw new InvalidOperationException("clumsy"));
        using var says = node.CreatePublisher("/chat4", Text.Type, QosProfile.Default);
        var transport = (RcldotnetTransport)_transport;
        says.Send(Said("a"));
        says.Send(Said("b"));
        Spin(() => transport.HandlerFaults == 2);
        Assert.Equal("clumsy", transport.LastHandlerFault!.Message);
    }

    [Fact]
    public void A_service_answers_within_its_handler()
    {
        using var node = _transport.OpenNode("server", "/");
        var type = SetBool.Type;
        IRawReplier? server = null;
        RequestId last = default;
        server = node.CreateReplier("/on", type, (request, cdr) =>
        {
            var reader = new CdrReader(cdr);
            var asked = new SetBoolRequest();
            asked.ReadFrom(ref reader);
            last = request;
            Assert.True(server!.Reply(request, Bytes(new SetBoolResponse { Success = asked.Data, Message = "done" })));
        });
        var got = new List<(long Sequence, string Message, bool Success)>();
        using var client = node.CreateRequester("/on", type, (sequence, cdr) =>
        {
            var reader = new CdrReader(cdr);
            var answer = new SetBoolResponse();
            answer.ReadFrom(ref reader);
            got.Add((sequence, answer.Message, answer.Success));
        });
        Assert.True(client.IsReady);
        long one = client.Send(Bytes(new SetBoolRequest { Data = true })), two = client.Send(Bytes(new SetBoolRequest()));
        Spin(() => got.Count == 2);
        Assert.Equal([(one, "done", true), (two, "done", false)], got);
        Assert.False(server.Reply(last, Bytes(new SetBoolResponse())));
        Assert.Throws<ForewarnException>(() => client.Send([0, 1, 0, 0]));
    }

    [Fact]
    public void A_request_that_is_not_answered_at_once_gets_no_answer()
    {
        using var node = _transport.OpenNode("late", "/");
        int asked = 0, answered = 0;
        using var server = node.CreateReplier("/later", Trigger.Type, (_, _) => asked++);
        using var client = node.CreateRequester("/later", Trigger.Type, (_, _) => answered++);
        client.Send(Bytes(new TriggerRequest()));
        Spin(() => asked == 1);
        for (int i = 0; i < 5; i++) _transport.SpinOnce(TimeSpan.Zero);
        Assert.Equal(0, answered);
    }

    [Fact]
    public void What_others_may_do_without_is_reported_and_what_is_needed_is_an_error()
    {
        using var node = _transport.OpenNode("partial", "/");
        var tf = Messages.Tf2Msgs.TFMessage.Type;
        Assert.False(node.CreatePublisher("/tf", tf, QosProfile.Default).Send([0, 1, 0, 0, 0, 0, 0, 0]));
        using var empty = node.CreateReplier("/empty", Empty.Type, (_, _) => { });
        Assert.Empty(_events);
        _transport.SpinOnce(TimeSpan.Zero);
        Assert.Equal([(QosEventKind.NotOnTransport, "/tf"), (QosEventKind.NotOnTransport, "/empty")], _events.Select(e => (e.Kind, e.Topic)));
        Assert.Contains("Build tf2_msgs in a workspace", _events[0].Detail, StringComparison.Ordinal);
        var fault = Assert.Throws<ForewarnException>(() => node.CreateSubscription(
            "/tf", tf, QosProfile.Default, (ReadOnlySpan<byte> _, in MessageInfo _) => { }));
        Assert.Contains("tf2_msgs/msg/TFMessage", fault.Message, StringComparison.Ordinal);
        Assert.Throws<ForewarnException>(() => node.CreateRequester("/empty", Empty.Type, (_, _) => { }));
    }

    [Fact]
    public async Task Waiting_ends_with_a_wake()
    {
        using var node = _transport.OpenNode("sleeper", "/");
        var spin = Task.Run(() => _transport.SpinOnce(TimeSpan.FromMinutes(5)), TestContext.Current.CancellationToken);
        _transport.Wake();
        Assert.Equal(0, await spin.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Several_nodes_share_one_spin()
    {
        using var left = _transport.OpenNode("left", "/");
        using var right = _transport.OpenNode("right", "/a");
        var got = new List<string>();
        using var hears = right.CreateSubscription("/chat5", Text.Type, QosProfile.Default, (ReadOnlySpan<byte> cdr, in MessageInfo _) => got.Add(Data(cdr)));
        left.CreatePublisher("/chat5", Text.Type, QosProfile.Default).Send(Said("x"));
        Spin(() => got.Count == 1);
        Assert.Equal([new NodeName("/", "left"), new NodeName("/a", "right")], _transport.Graph.Nodes);
        right.Dispose();
        Assert.Equal([new NodeName("/", "left")], _transport.Graph.Nodes);
    }

    [Theory]
    [InlineData(nameof(QosProfile.SensorData), "keep 5, best effort, volatile, ")]
    [InlineData(nameof(QosProfile.Rosout), "keep 1000, reliable, transient local, lifespan 10000 ms, ")]
    [InlineData("command", "keep 1, reliable, volatile, deadline 100 ms, ManualByTopic, lease 100 ms, ")]
    [InlineData("all", "keep all, reliable, volatile, ")]
    public void Qualities_of_service_are_those_of_rcl(string name, string words)
    {
        var qos = name switch
        {
            nameof(QosProfile.SensorData) => QosProfile.SensorData,
            nameof(QosProfile.Rosout) => QosProfile.Rosout,
            "command" => new QosProfile
            {
                Depth = 1, Deadline = TimeSpan.FromMilliseconds(100), ManualLiveliness = true, LivelinessLease = TimeSpan.FromMilliseconds(100),
            },
            _ => new QosProfile { KeepAll = true },
        };
        // Only the test's own rcldotnet has a profile that can be read.
        Assert.Equal(words, RcldotnetQos.Of(qos).GetType().GetProperty("Text")!.GetValue(RcldotnetQos.Of(qos)));
    }

    [Fact]
    public async Task A_managed_node_with_parameters_comes_up_and_is_managed_from_outside()
    {
        var executor = new RosExecutor(_transport, TimeProvider.System);
        using var node = new RosNode(executor, "steered", args: RosArgs.Parse(["--ros-args", "-p", "use_sim_time:=true"]));
        var lifecycle = new LifecycleNode(node, new Willing());
        using var manager = new RosNode(executor, "manager");
        var change = manager.CreateClient<ChangeState, ChangeStateRequest, ChangeStateResponse>("/steered/change_state");
        var get = manager.CreateClient<GetParameters, GetParametersRequest, GetParametersResponse>("/steered/get_parameters");
        var asked = new ChangeStateRequest();
        asked.Transition.Id = (byte)LifecycleTransition.Configure;
        var changed = change.CallAsync(asked, TimeSpan.FromSeconds(20));
        var names = new GetParametersRequest();
        names.Names.Set(["use_sim_time"]);
        var parameters = get.CallAsync(names, TimeSpan.FromSeconds(20));
        Spin(() => executor.RunDue() >= 0 && changed.IsCompleted && parameters.IsCompleted);
        Assert.True((await changed).Success);
        Assert.Equal(LifecycleState.Inactive, lifecycle.State);
        Assert.True((await parameters).Values[0].BoolValue);
        Assert.DoesNotContain(_events, e => e.Kind == QosEventKind.NotOnTransport);
    }

    [Fact]
    public void A_closed_transport_says_so()
    {
        var other = RcldotnetProvider.Open(SourcedWorkspace.Environment);
        other.Dispose();
        other.Dispose();
        Assert.Throws<ObjectDisposedException>(() => other.SpinOnce(TimeSpan.Zero));
        Assert.Throws<ObjectDisposedException>(() => other.OpenNode("n", "/"));
        using var node = _transport.OpenNode("still_here", "/");
        _transport.SpinOnce(TimeSpan.Zero);
    }

    private sealed class Willing : ILifecycleCallbacks
    {
        public LifecycleOutcome OnConfigure(LifecycleState from) => LifecycleOutcome.Success;

        public LifecycleOutcome OnActivate(LifecycleState from) => LifecycleOutcome.Success;

        public LifecycleOutcome OnDeactivate(LifecycleState from) => LifecycleOutcome.Success;

        public LifecycleOutcome OnCleanup(LifecycleState from) => LifecycleOutcome.Success;

        public LifecycleOutcome OnShutdown(LifecycleState from) => LifecycleOutcome.Success;

        public LifecycleOutcome OnError(LifecycleState from) => LifecycleOutcome.Success;
    }
}
