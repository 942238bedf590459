using System.Diagnostics;
using Forewarn.Messages;
using Forewarn.Messages.ControlMsgs;
using Forewarn.Messages.LifecycleMsgs;
using Forewarn.Messages.RclInterfaces;
using Forewarn.RosBridge.Cyclone;
using Forewarn.Tests;
using Follow = Forewarn.Messages.ControlMsgs.FollowJointTrajectory;

namespace Forewarn.RosBridge.Tests.Cyclone;

/// <summary>The conventions of a node over the real middleware, between two participants: what holds in process holds there.</summary>
public sealed class NodeOverCycloneTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private readonly TestDomain _domain = new();
    private readonly RosExecutor _server, _client;
    private readonly RosNode _arm, _asker;

    public NodeOverCycloneTests()
    {
        RequiresCyclone.Library();
        (_server, _client) = (new(_domain.Join(), TimeProvider.System), new(_domain.Join(), TimeProvider.System));
        (_arm, _asker) = (new(_server, "arm", "/cell"), new(_client, "asker"));
    }

    public void Dispose()
    {
        _server.Transport.Dispose();
        _client.Transport.Dispose();
        _domain.Dispose();
    }

    private void Until(Func<bool> holds)
    {
        var watch = Stopwatch.StartNew();
        while (!holds() && watch.Elapsed < Limit)
        {
            _server.RunDue();
            _client.Transport.SpinOnce(TimeSpan.FromMilliseconds(1));
            _client.RunDue();
        }

        Assert.True(holds(), $"not within {Limit.TotalSeconds} s");
    }

    private T Done<T>(Task<T> task)
    {
        Until(() => task.IsCompleted);
        return task.GetAwaiter().GetResult();
    }

    [Fact]
    public void Parameters_are_set_and_announced()
    {
        _arm.Parameters.Declare(new("gain", 1.5) { DoubleRange = new(0, 10) });
        var events = new List<string>();
        var subscription = _asker.CreateSubscription<ParameterEvent>("/parameter_events", (ParameterEvent message, in MessageInfo _) =>
        {
            if (message.Node == "/cell/arm") foreach (var one in message.ChangedParameters.Span) events.Add($"{one.Name}={one.Value.DoubleValue}");
        }, QosProfile.ParameterEvents);
        var set = _asker.CreateClient<SetParameters, SetParametersRequest, SetParametersResponse>("/cell/arm/set_parameters");
        var get = _asker.CreateClient<GetParameters, GetParametersRequest, GetParametersResponse>("/cell/arm/get_parameters");
        // The node itself publishes there too.
        Until(() => subscription.MatchedCount == 2);
        var request = new SetParametersRequest();
        foreach (double value in (double[])[2.5, 11])
            request.Parameters.Add(new() { Name = "gain", Value = { TypeValue = ParameterType.ParameterDouble, DoubleValue = value } });
        var answer = Done(set.CallAsync(request, Limit));
        Assert.Equal([true, false], answer.Results.Span.ToArray().Select(result => result.Successful));
        var wanted = new GetParametersRequest();
        wanted.Names.Add("gain");
        Assert.Equal(2.5, Done(get.CallAsync(wanted, Limit)).Values[0].DoubleValue);
        Until(() => events.Count > 0);
        Assert.Equal(["gain=2.5"], events);
    }

    [Fact]
    public void A_managed_node_is_led_to_active()
    {
        var managed = new LifecycleNode(_arm, new Willing());
        var change = _asker.CreateClient<ChangeState, ChangeStateRequest, ChangeStateResponse>("/cell/arm/change_state");
        var state = _asker.CreateClient<GetState, GetStateRequest, GetStateResponse>("/cell/arm/get_state");
        var graph = _asker.CreateClient<GetAvailableTransitions, GetAvailableTransitionsRequest, GetAvailableTransitionsResponse>(
            "/cell/arm/get_transition_graph");
        foreach (byte id in (byte[])[1, 3]) Assert.True(Done(change.CallAsync(new() { Transition = { Id = id } }, Limit)).Success);
        Assert.False(Done(change.CallAsync(new() { Transition = { Id = 3 } }, Limit)).Success);
        Assert.Equal("active", Done(state.CallAsync(new(), Limit)).CurrentState.Label);
        Assert.Equal(LifecycleState.Active, managed.State);
        Assert.Equal(25, Done(graph.CallAsync(new(), Limit)).AvailableTransitions.Count);
    }

    [Fact]
    public void A_trajectory_is_followed_with_feedback_and_another_is_canceled()
    {
        var follower = new Follower();
        using var server = new ActionServer<Follow, FollowJointTrajectoryGoal, FollowJointTrajectoryResult, FollowJointTrajectoryFeedback>(
            _arm, "~/follow", follower);
        using var client = new ActionClient<Follow, FollowJointTrajectoryGoal, FollowJointTrajectoryResult, FollowJointTrajectoryFeedback>(
            _asker, "/cell/arm/follow");
        Until(() => client.IsReady);
        int feedbacks = 0;
        var wish = new FollowJointTrajectoryGoal();
        wish.Trajectory.JointNames.Set(["a", "b"]);
        var goal = Done(client.SendGoalAsync(wish, Limit, _ => feedbacks++))!;
        Assert.Equal(["a", "b"], follower.Goals[0].Goal.Trajectory.JointNames.Span.ToArray());
        follower.Goals[0].PublishFeedback(new());
        Until(() => feedbacks == 1);
        follower.Goals[0].Succeed(new() { ErrorString = "none" });
        var outcome = Done(goal.GetResultAsync(Limit));
        Assert.Equal((GoalState.Succeeded, "none"), (outcome.State, outcome.Result.ErrorString));
        var second = Done(client.SendGoalAsync(new(), Limit))!;
        Assert.Equal([second.Id], Done(second.CancelAsync(Limit)).Canceling);
        Assert.Equal(GoalState.Canceled, Done(second.GetResultAsync(Limit)).State);
        Until(() => second.HasEnded);
    }

    private sealed class Willing : ILifecycleCallbacks;

    private sealed class Follower : IActionHandler<FollowJointTrajectoryGoal, FollowJointTrajectoryResult, FollowJointTrajectoryFeedback>
    {
        public List<ServerGoal<FollowJointTrajectoryGoal, FollowJointTrajectoryResult, FollowJointTrajectoryFeedback>> Goals { get; } = [];

        public GoalDecision OnGoal(Guid id, FollowJointTrajectoryGoal goal) => GoalDecision.Execute;

        public void OnAccepted(ServerGoal<FollowJointTrajectoryGoal, FollowJointTrajectoryResult, FollowJointTrajectoryFeedback> goal) => Goals.Add(goal);

        public void OnCanceling(ServerGoal<FollowJointTrajectoryGoal, FollowJointTrajectoryResult, FollowJointTrajectoryFeedback> goal) =>
            goal.Canceled(new());
    }
}
