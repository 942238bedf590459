using Forewarn.Messages;
using Forewarn.Messages.ActionMsgs;

namespace Forewarn.RosBridge;

/// <summary>Serves an action: three services and two topics below <c>NAME/_action</c>.</summary>
public sealed class ActionServer<TAction, TGoal, TResult, TFeedback> : IGoalOwner<TGoal, TResult, TFeedback>, IDisposable
    where TAction : IRosAction<TGoal, TResult, TFeedback>
    where TGoal : class, IRosMessage<TGoal>, new()
    where TResult : class, IRosMessage<TResult>, new()
    where TFeedback : class, IRosMessage<TFeedback>, new()
{
    private readonly RosNode _node;
    private readonly IActionHandler<TGoal, TResult, TFeedback> _handler;
    private readonly Dictionary<Guid, ServerGoal<TGoal, TResult, TFeedback>> _goals = [];
    private readonly List<ServerGoal<TGoal, TResult, TFeedback>> _inOrder = [];
    private readonly GoalResults<TAction, TGoal, TResult, TFeedback> _results = new();
    private readonly FeedbackMessage<TAction, TGoal, TResult, TFeedback> _feedbackHead = new();
    private readonly CdrWriter _feedbackWriter = new();
    private readonly Publisher<FeedbackMessage<TAction, TGoal, TResult, TFeedback>> _feedback;
    private readonly Publisher<GoalStatusArray> _status;
    private readonly IDisposable[] _services;
    private readonly Lock _gate = new();

    /// <param name="action">Name, expanded and remapped as that of a service; the five names below it may be remapped too.</param>
    /// <param name="resultTimeout">How long a result is kept for those who ask late; null for 10 s, as in rcl_action.</param>
    public ActionServer(
        RosNode node, string action, IActionHandler<TGoal, TResult, TFeedback> handler, TimeSpan? resultTimeout = null)
    {
        action = node.ResolveService(action);
        (_node, _handler, ResultTimeout) = (node, handler, resultTimeout ?? TimeSpan.FromSeconds(10));
        _feedback = node.CreatePublisher<FeedbackMessage<TAction, TGoal, TResult, TFeedback>>($"{action}/_action/feedback");
        _status = node.CreatePublisher<GoalStatusArray>($"{action}/_action/status", QosProfile.ActionStatus);
        _services =
        [
            node.CreateDeferredService<SendGoal<TAction, TGoal, TResult, TFeedback>,
                SendGoalRequest<TAction, TGoal, TResult, TFeedback>,
                SendGoalResponse<TAction, TGoal, TResult, TFeedback>>($"{action}/_action/send_goal", TakeGoal),
            node.CreateDeferredService<CancelGoal, CancelGoalRequest, CancelGoalResponse>($"{action}/_action/cancel_goal", Cancel),
            node.CreateDeferredService<GetResult<TAction, TGoal, TResult, TFeedback>,
                GetResultRequest<TAction, TGoal, TResult, TFeedback>,
                GetResultResponse<TAction, TGoal, TResult, TFeedback>>($"{action}/_action/get_result", GiveResult),
        ];
    }

    public TimeSpan ResultTimeout { get; }

    /// <summary>Goals in order of acceptance, those included whose result is still kept.</summary>
    public IReadOnlyList<ServerGoal<TGoal, TResult, TFeedback>> Goals
    {
        get { lock (_gate) return [.. _inOrder]; }
    }

    /// <summary>Aborts what has not ended, with an empty result, and leaves.</summary>
    public void Dispose()
    {
        foreach (var goal in Goals.Where(goal => goal.IsActive))
        {
            Move(goal, GoalState.Executing, null);
            Move(goal, GoalState.Aborted, new());
        }

        foreach (var service in _services) service.Dispose();
        _feedback.Dispose();
        _status.Dispose();
    }

    bool IGoalOwner<TGoal, TResult, TFeedback>.Move(ServerGoal<TGoal, TResult, TFeedback> goal, GoalState to, TResult? result) =>
        Move(goal, to, result);

    void IGoalOwner<TGoal, TResult, TFeedback>.Publish(ServerGoal<TGoal, TResult, TFeedback> goal, TFeedback feedback)
    {
        lock (_gate)
        {
            if (!goal.IsActive) return;
            // The parts of the message, so that the feedback need not be copied into one.
            _feedbackWriter.Reset();
            GoalIds.Write(_feedbackHead.GoalId, goal.Id);
            _feedbackHead.GoalId.WriteTo(_feedbackWriter);
            feedback.WriteTo(_feedbackWriter);
            _feedback.Raw.Send(_feedbackWriter.Bytes);
        }
    }

    private bool Move(ServerGoal<TGoal, TResult, TFeedback> goal, GoalState to, TResult? result)
    {
        lock (_gate)
        {
            if (!goal.TryMove(to)) return false;
            PublishStatus();
            if (result is null) return true;
            _results.End(goal.Id, to, result);
        }

        _node.Executor.Schedule(ResultTimeout, () => Forget(goal));
        return true;
    }

    private void TakeGoal(
        SendGoalRequest<TAction, TGoal, TResult, TFeedback> request,
        PendingReply<SendGoalResponse<TAction, TGoal, TResult, TFeedback>> reply)
    {
        var id = GoalIds.Read(request.GoalId);
        bool known;
        lock (_gate) known = _goals.ContainsKey(id);
        var decision = known ? GoalDecision.Reject : _handler.OnGoal(id, request.Goal);
        var response = new SendGoalResponse<TAction, TGoal, TResult, TFeedback> { Accepted = decision != GoalDecision.Reject };
        long now = _node.Clock.Nanoseconds;
        RosTime.Write(response.Stamp, now);
        if (decision == GoalDecision.Reject)
        {
            reply.Send(response);
            return;
        }

        var goal = new ServerGoal<TGoal, TResult, TFeedback>(this, id, MessageCopy.Of(request.Goal), now);
        lock (_gate)
        {
            _goals.Add(id, goal);
            _inOrder.Add(goal);
            _results.Open(id);
            if (decision == GoalDecision.Execute) goal.TryMove(GoalState.Executing);
            // The client hears that its goal was taken before anything becomes of it.
            reply.Send(response);
            PublishStatus();
        }

        _handler.OnAccepted(goal);
    }

    private void Cancel(CancelGoalRequest request, PendingReply<CancelGoalResponse> reply)
    {
        var (code, concerned) = CancelSelection.Select(
            Goals, GoalIds.Read(request.GoalInfo.GoalId), RosTime.Nanoseconds(request.GoalInfo.Stamp));
        var agreed = concerned.Where(goal => _handler.OnCancel(goal) && Move(goal, GoalState.Canceling, null)).ToList();
        if (concerned.Count > 0 && agreed.Count == 0) code = CancelCode.Rejected;
        var response = new CancelGoalResponse { ReturnCode = (sbyte)code };
        foreach (var goal in agreed) response.GoalsCanceling.Add(Info(goal));
        reply.Send(response);
        foreach (var goal in agreed) _handler.OnCanceling(goal);
    }

    private void GiveResult(
        GetResultRequest<TAction, TGoal, TResult, TFeedback> request,
        PendingReply<GetResultResponse<TAction, TGoal, TResult, TFeedback>> reply)
    {
        lock (_gate) _results.Ask(GoalIds.Read(request.GoalId), reply);
    }

    private void Forget(ServerGoal<TGoal, TResult, TFeedback> goal)
    {
        lock (_gate)
        {
            _goals.Remove(goal.Id);
            _inOrder.Remove(goal);
            _results.Forget(goal.Id);
        }
    }

    private void PublishStatus()
    {
        var message = new GoalStatusArray();
        foreach (var goal in _inOrder)
        {
            var status = new GoalStatus { Status = (sbyte)goal.State };
            Write(status.GoalInfo, goal);
            message.StatusList.Add(status);
        }

        _status.Publish(message);
    }

    private static GoalInfo Info(ServerGoal<TGoal, TResult, TFeedback> goal)
    {
        var info = new GoalInfo();
        Write(info, goal);
        return info;
    }

    private static void Write(GoalInfo into, ServerGoal<TGoal, TResult, TFeedback> goal)
    {
        GoalIds.Write(into.GoalId, goal.Id);
        RosTime.Write(into.Stamp, goal.AcceptedAt);
    }
}
