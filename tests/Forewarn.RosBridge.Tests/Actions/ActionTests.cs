using Forewarn.RosBridge.InProcess;

namespace Forewarn.RosBridge.Tests.Actions;

public sealed class ActionTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Bench _bench = new();
    private readonly Walker _walker = new();
    private readonly RosNode _serverNode;
    private readonly ActionServer<Walk, Count, Count, Text> _server;
    private readonly ActionClient<Walk, Count, Count, Text> _client;

    public ActionTests()
    {
        _serverNode = _bench.Node("server");
        _server = new(_serverNode, "walk", _walker);
        _client = new(_bench.Node("client"), "/walk");
    }

    private ClientGoal<Count> Send(long goal, Action<Text>? feedback = null) =>
        _bench.Done(_client.SendGoalAsync(new() { Data = goal }, Second, feedback))!;

    [Fact]
    public void A_goal_runs_its_course()
    {
        Assert.True(_client.IsReady);
        var heard = new List<string>();
        var goal = Send(7, text => heard.Add(text.Data));
        Assert.Equal((7, GoalState.Executing), (_walker.Goals[0].Goal.Data, goal.State));
        Assert.Equal((_walker.Goals[0].Id, _walker.Goals[0].AcceptedAt), (goal.Id, goal.AcceptedAt));
        var result = goal.GetResultAsync(10 * Second);
        _walker.Goals[0].PublishFeedback(new() { Data = "half" });
        _bench.Pass(2000, 500);
        Assert.False(result.IsCompleted);
        _walker.Goals[0].Succeed(new() { Data = 70 });
        var outcome = _bench.Done(result);
        Assert.Equal((GoalState.Succeeded, 70), (outcome.State, outcome.Result.Data));
        Assert.Equal((GoalState.Succeeded, true), (goal.State, goal.HasEnded));
        _walker.Goals[0].PublishFeedback(new() { Data = "too late" });
        _bench.Settle();
        Assert.Equal(["half"], heard);
    }

    [Fact]
    public void Feedback_reaches_the_goal_it_is_of()
    {
        var (first, second) = (new List<string>(), new List<string>());
        Send(1, text => first.Add(text.Data));
        Send(2, text => second.Add(text.Data));
        _walker.Goals[1].PublishFeedback(new() { Data = "two" });
        _walker.Goals[0].PublishFeedback(new() { Data = "one" });
        _bench.Settle();
        Assert.Equal(["one"], first);
        Assert.Equal(["two"], second);
    }

    [Theory]
    [InlineData("walk:=/stroll", "/stroll/_action/feedback")]
    [InlineData("/walk/_action/feedback:=/news", "/news")]
    [InlineData("rostopic://walk:=/stroll", "/walk/_action/feedback")]
    public void An_action_is_remapped_as_a_whole_or_in_parts(string rule, string feedback)
    {
        var node = _bench.Node("remapped", "-r", rule);
        int before = node.Executor.Transport.Graph.CountPublishers(feedback);
        using var server = new ActionServer<Walk, Count, Count, Text>(node, "walk", _walker);
        Assert.Equal(before + 1, node.Executor.Transport.Graph.CountPublishers(feedback));
    }

    [Fact]
    public void A_rejected_goal_is_null_and_leaves_nothing()
    {
        Assert.Null(Send(-1));
        Assert.Empty(_server.Goals);
    }

    [Fact]
    public void A_deferred_goal_begins_when_it_is_told_to()
    {
        _walker.Decision = GoalDecision.Defer;
        var goal = Send(1);
        Assert.Equal(GoalState.Accepted, goal.State);
        Assert.Throws<InvalidOperationException>(() => _walker.Goals[0].Succeed(new()));
        _walker.Goals[0].Execute();
        _bench.Settle();
        Assert.Equal(GoalState.Executing, goal.State);
        Assert.Throws<InvalidOperationException>(() => _walker.Goals[0].Execute());
    }

    [Fact]
    public void Without_a_server_a_goal_times_out()
    {
        using var lonely = new ActionClient<Walk, Count, Count, Text>(_bench.Node("other"), "/run");
        Assert.False(lonely.IsReady);
        var goal = lonely.SendGoalAsync(new(), Second);
        _bench.Pass(1000, 50);
        Assert.Throws<TimeoutException>(() => _bench.Done(goal));
    }

    [Fact]
    public void A_goal_is_canceled_when_the_server_says_so()
    {
        var goal = Send(1);
        var answer = _bench.Done(goal.CancelAsync(Second));
        Assert.Equal(CancelCode.None, answer.Code);
        Assert.Equal([goal.Id], answer.Canceling);
        Assert.Equal(GoalState.Canceling, goal.State);
        Assert.Same(_walker.Goals[0], _walker.Canceling.Single());
        Assert.Equal(CancelCode.Terminated, _bench.Done(goal.CancelAsync(Second)).Code);
        _walker.Goals[0].Canceled(new() { Data = 3 });
        var outcome = _bench.Done(goal.GetResultAsync(Second));
        Assert.Equal((GoalState.Canceled, 3), (outcome.State, outcome.Result.Data));
    }

    [Fact]
    public void A_goal_that_is_being_canceled_may_still_succeed_or_abort_but_not_begin()
    {
        var (a, b) = (Send(1), Send(2));
        _bench.Done(_client.CancelAllAsync(Second));
        Assert.Throws<InvalidOperationException>(() => _walker.Goals[0].Execute());
        _walker.Goals[0].Succeed(new());
        _walker.Goals[1].Abort(new());
        _bench.Settle();
        Assert.Equal((GoalState.Succeeded, GoalState.Aborted), (a.State, b.State));
        Assert.Throws<InvalidOperationException>(() => _walker.Goals[0].Abort(new()));
    }

    [Fact]
    public void A_refused_cancellation_is_rejected_and_a_partly_refused_one_is_not()
    {
        _walker.MayCancel = goal => goal.Goal.Data > 1;
        var (low, high) = (Send(1), Send(2));
        Assert.Equal(CancelCode.Rejected, _bench.Done(low.CancelAsync(Second)).Code);
        Assert.Equal(GoalState.Executing, low.State);
        var answer = _bench.Done(_client.CancelAllAsync(Second));
        Assert.Equal(CancelCode.None, answer.Code);
        Assert.Equal([high.Id], answer.Canceling);
    }

    [Fact]
    public void Cancellation_by_time_takes_what_was_accepted_up_to_it()
    {
        var goals = new List<ClientGoal<Count>>();
        for (int i = 0; i < 3; i++)
        {
            goals.Add(Send(i));
            _bench.Pass(100);
        }

        var answer = _bench.Done(_client.CancelUntilAsync(goals[1].AcceptedAt, Second));
        Assert.Equal(CancelCode.None, answer.Code);
        Assert.Equal([goals[0].Id, goals[1].Id], answer.Canceling);
        Assert.Equal(GoalState.Executing, goals[2].State);
        Assert.Empty(_bench.Done(_client.CancelUntilAsync(goals[1].AcceptedAt, Second)).Canceling);
    }

    [Fact]
    public void A_goal_of_one_client_is_no_news_to_another_but_its_status_is_known()
    {
        using var other = new ActionClient<Walk, Count, Count, Text>(_bench.Node("other"), "/walk");
        var goal = Send(1);
        _walker.Goals[0].PublishFeedback(new() { Data = "x" });
        _bench.Settle();
        Assert.Equal([goal.Id], _bench.Done(other.CancelAllAsync(Second)).Canceling);
    }

    [Fact]
    public void A_result_is_kept_for_a_while_and_then_unknown()
    {
        var goal = Send(1);
        _walker.Goals[0].Abort(new() { Data = 9 });
        _bench.Pass(9000, 1000);
        Assert.Equal(GoalState.Aborted, _bench.Done(goal.GetResultAsync(Second)).State);
        Assert.Equal(CancelCode.Terminated, _bench.Done(goal.CancelAsync(Second)).Code);
        _bench.Pass(2000, 1000);
        Assert.Equal(GoalState.Unknown, _bench.Done(goal.GetResultAsync(Second)).State);
        Assert.Equal(CancelCode.UnknownGoal, _bench.Done(goal.CancelAsync(Second)).Code);
        Assert.Empty(_server.Goals);
    }

    [Fact]
    public void A_server_that_leaves_aborts_its_goals()
    {
        var goal = Send(1);
        var result = goal.GetResultAsync(10 * Second);
        _bench.Settle();
        _server.Dispose();
        Assert.Equal(GoalState.Aborted, _bench.Done(result).State);
    }

    [Fact]
    public void A_server_that_dies_lets_the_result_time_out()
    {
        var goal = Send(1);
        var result = goal.GetResultAsync(Second);
        _bench.Settle();
        ((InProcessTransport)_serverNode.Executor.Transport).Abandon();
        _bench.Pass(1000, 100);
        Assert.Throws<TimeoutException>(() => _bench.Done(result));
    }

    [Fact]
    public void Goals_survive_a_network_that_loses_doubles_and_delays() => Assert.Equal([0, 10, 20, 30, 40], RunOnBadNetwork(5, []));

    [Fact]
    public void A_whole_run_on_a_bad_network_repeats_byte_for_byte()
    {
        var (first, second, other) = (new List<string>(), new List<string>(), new List<string>());
        RunOnBadNetwork(5, first);
        RunOnBadNetwork(5, second);
        RunOnBadNetwork(6, other);
        Assert.True(first.Count > 30, $"{first.Count} samples");
        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
    }

    /// <summary>Five goals to their ends, among parameter services and clocks; lists every sample that set out.</summary>
    private static List<long> RunOnBadNetwork(ulong seed, List<string> trace)
    {
        var bad = new FaultyLink { Loss = 0.3, Duplication = 0.3, Jitter = TimeSpan.FromMilliseconds(30) };
        var bench = new Bench(new Recorder(bad, trace), seed);
        var walker = new Walker();
        int ids = 0;
        using var server = new ActionServer<Walk, Count, Count, Text>(bench.Node("server"), "walk", walker);
        using var client = new ActionClient<Walk, Count, Count, Text>(bench.Node("client"), "walk", () => new(++ids, 0, 0, new byte[8]));
        var sent = Enumerable.Range(0, 5).Select(i => client.SendGoalAsync(new() { Data = i }, 10 * Second)).ToList();
        bench.Pass(1000);
        Assert.Equal(5, walker.Goals.Count);
        var results = sent.Select(task => bench.Done(task)!.GetResultAsync(10 * Second)).ToList();
        foreach (var goal in walker.Goals) goal.PublishFeedback(new() { Data = $"{goal.Goal.Data}" });
        bench.Pass(1000);
        foreach (var goal in walker.Goals) goal.Succeed(new() { Data = goal.Goal.Data * 10 });
        bench.Pass(1000);
        return [.. results.Select(task => bench.Done(task).Result.Data).Order()];
    }

    private sealed class Recorder(ILink inner, List<string> trace) : ILink
    {
        public void Carry(in LinkSample sample, LinkRoute route)
        {
            trace.Add($"{sample.Time} {sample.Topic} {sample.Kind} {sample.Sequence} {Convert.ToHexString(sample.Bytes)}");
            inner.Carry(sample, route);
        }
    }
}
