using Forewarn.Messages;
using Forewarn.Messages.ActionMsgs;

namespace Forewarn.RosBridge;

/// <summary>
/// Asks an action server. Answers come on the executor's thread, and what awaits them goes on there: it must not block.
/// </summary>
public sealed class ActionClient<TAction, TGoal, TResult, TFeedback> : IDisposable
    where TAction : IRosAction<TGoal, TResult, TFeedback>
    where TGoal : class, IRosMessage<TGoal>, new()
    where TResult : class, IRosMessage<TResult>, new()
    where TFeedback : class, IRosMessage<TFeedback>, new()
{
    private readonly ServiceClient<SendGoalRequest<TAction, TGoal, TResult, TFeedback>,
        SendGoalResponse<TAction, TGoal, TResult, TFeedback>> _send;
    private readonly ServiceClient<GetResultRequest<TAction, TGoal, TResult, TFeedback>,
        GetResultResponse<TAction, TGoal, TResult, TFeedback>> _result;
    private readonly ServiceClient<CancelGoalRequest, CancelGoalResponse> _cancel;
    private readonly Subscription<FeedbackMessage<TAction, TGoal, TResult, TFeedback>> _feedback;
    private readonly Subscription<GoalStatusArray> _status;
    private readonly Dictionary<Guid, PursuedGoal<TResult, TFeedback>> _goals = [];
    private readonly Func<Guid> _newId;
    private readonly Lock _gate = new();

    /// <param name="action">Name, expanded and remapped as that of a service; the five names below it may be remapped too.</param>
    /// <param name="newId">Where goal ids come from; null for random ones. A run that is to be repeated needs its own.</param>
    public ActionClient(RosNode node, string action, Func<Guid>? newId = null)
    {
        _newId = newId ?? Guid.NewGuid;
        action = node.ResolveService(action);
        _send = node.CreateClient<SendGoal<TAction, TGoal, TResult, TFeedback>,
            SendGoalRequest<TAction, TGoal, TResult, TFeedback>,
            SendGoalResponse<TAction, TGoal, TResult, TFeedback>>($"{action}/_action/send_goal");
        _cancel = node.CreateClient<CancelGoal, CancelGoalRequest, CancelGoalResponse>($"{action}/_action/cancel_goal");
        _result = node.CreateClient<GetResult<TAction, TGoal, TResult, TFeedback>,
            GetResultRequest<TAction, TGoal, TResult, TFeedback>,
            GetResultResponse<TAction, TGoal, TResult, TFeedback>>($"{action}/_action/get_result");
        _feedback = node.CreateSubscription<FeedbackMessage<TAction, TGoal, TResult, TFeedback>>(
            $"{action}/_action/feedback", HearFeedback);
        _status = node.CreateSubscription<GoalStatusArray>($"{action}/_action/status", HearStatus, QosProfile.ActionStatus);
    }

    /// <summary>Whether a server is there with all five parts.</summary>
    public bool IsReady =>
        _send.IsReady && _cancel.IsReady && _result.IsReady && _feedback.MatchedCount > 0 && _status.MatchedCount > 0;

    /// <param name="onFeedback">Gets one instance again and again.</param>
    /// <param name="timeout">For finding a server and its answer together.</param>
    /// <returns>Null when the server rejected the goal.</returns>
    /// <exception cref="TimeoutException">No server, or no answer of it, in that time.</exception>
    public Task<ClientGoal<TResult>?> SendGoalAsync(TGoal goal, TimeSpan timeout, Action<TFeedback>? onFeedback = null)
    {
        var id = _newId();
        var request = new SendGoalRequest<TAction, TGoal, TResult, TFeedback>();
        GoalIds.Write(request.GoalId, id);
        MessageCopy.Into(goal, request.Goal);
        // Listed before it is sent: feedback takes another way and may come before the acceptance.
        var pursued = new PursuedGoal<TResult, TFeedback>(onFeedback);
        lock (_gate) _goals[id] = pursued;
        var source = new TaskCompletionSource<ClientGoal<TResult>?>();
        _send.Call(request, timeout, (answer, fault) =>
        {
            if (answer is { Accepted: true })
            {
                var accepted = new ClientGoal<TResult>(id, RosTime.Nanoseconds(answer.Stamp), wait => ResultAsync(id, wait),
                    wait => CancelAsync(id, 0, wait));
                pursued.Accept(accepted);
                if (accepted.HasEnded) Drop(id);
                source.TrySetResult(accepted);
                return;
            }

            Drop(id);
            if (fault is null) source.TrySetResult(null);
            else source.TrySetException(fault);
        });
        return source.Task;
    }

    /// <summary>Asks to cancel every goal of the server, whoever sent it.</summary>
    public Task<CancelAnswer> CancelAllAsync(TimeSpan timeout) => CancelAsync(Guid.Empty, 0, timeout);

    /// <summary>Asks to cancel every goal that the server accepted at a time (ROS time, ns) or before.</summary>
    public Task<CancelAnswer> CancelUntilAsync(long stamp, TimeSpan timeout) => CancelAsync(Guid.Empty, stamp, timeout);

    public void Dispose()
    {
        foreach (var part in (IDisposable[])[_send, _cancel, _result, _feedback, _status]) part.Dispose();
        lock (_gate) _goals.Clear();
    }

    private Task<GoalOutcome<TResult>> ResultAsync(Guid id, TimeSpan timeout)
    {
        var request = new GetResultRequest<TAction, TGoal, TResult, TFeedback>();
        GoalIds.Write(request.GoalId, id);
        var source = new TaskCompletionSource<GoalOutcome<TResult>>();
        _result.Call(request, timeout, (answer, fault) =>
        {
            if (answer is null)
            {
                source.TrySetException(fault!);
                return;
            }

            Note(id, (GoalState)answer.Status);
            source.TrySetResult(new((GoalState)answer.Status, answer.Result));
        });
        return source.Task;
    }

    private Task<CancelAnswer> CancelAsync(Guid id, long stamp, TimeSpan timeout)
    {
        var request = new CancelGoalRequest();
        GoalIds.Write(request.GoalInfo.GoalId, id);
        RosTime.Write(request.GoalInfo.Stamp, stamp);
        var source = new TaskCompletionSource<CancelAnswer>();
        _cancel.Call(request, timeout, (answer, fault) =>
        {
            if (answer is null) source.TrySetException(fault!);
            else source.TrySetResult(new((CancelCode)answer.ReturnCode,
                [.. answer.GoalsCanceling.Span.ToArray().Select(info => GoalIds.Read(info.GoalId))]));
        });
        return source.Task;
    }

    private void HearFeedback(FeedbackMessage<TAction, TGoal, TResult, TFeedback> message, in MessageInfo info)
    {
        PursuedGoal<TResult, TFeedback>? goal;
        lock (_gate) _goals.TryGetValue(GoalIds.Read(message.GoalId), out goal);
        goal?.OnFeedback?.Invoke(message.Feedback);
    }

    private void HearStatus(GoalStatusArray message, in MessageInfo info)
    {
        foreach (var status in message.StatusList.Span) Note(GoalIds.Read(status.GoalInfo.GoalId), (GoalState)status.Status);
    }

    private void Note(Guid id, GoalState state)
    {
        PursuedGoal<TResult, TFeedback>? goal;
        lock (_gate) _goals.TryGetValue(id, out goal);
        if (goal is not null && goal.Note(state)) Drop(id);
    }

    private void Drop(Guid id)
    {
        lock (_gate) _goals.Remove(id);
    }
}
