using Forewarn.Messages;

namespace Forewarn.RosBridge;

/// <summary>Results of ended goals, and who waits for those of the others. Guarded by the server's lock.</summary>
internal sealed class GoalResults<TAction, TGoal, TResult, TFeedback>
    where TAction : IRosAction<TGoal, TResult, TFeedback>
    where TGoal : class, IRosMessage<TGoal>, new()
    where TResult : class, IRosMessage<TResult>, new()
    where TFeedback : class, IRosMessage<TFeedback>, new()
{
    private readonly Dictionary<Guid, List<PendingReply<GetResultResponse<TAction, TGoal, TResult, TFeedback>>>> _waiting = [];
    private readonly Dictionary<Guid, GetResultResponse<TAction, TGoal, TResult, TFeedback>> _ended = [];

    public void Open(Guid id) => _waiting.Add(id, []);

    /// <summary>Answers at once if the goal has ended or is unknown, else when it ends.</summary>
    public void Ask(Guid id, PendingReply<GetResultResponse<TAction, TGoal, TResult, TFeedback>> reply)
    {
        if (_ended.TryGetValue(id, out var response)) reply.Send(response);
        else if (_waiting.TryGetValue(id, out var replies)) replies.Add(reply);
        else reply.Send(new() { Status = (sbyte)GoalState.Unknown });
    }

    public void End(Guid id, GoalState state, TResult result)
    {
        var response = new GetResultResponse<TAction, TGoal, TResult, TFeedback> { Status = (sbyte)state };
        MessageCopy.Into(result, response.Result);
        _ended.Add(id, response);
        if (!_waiting.Remove(id, out var replies)) return;
        foreach (var reply in replies) reply.Send(response);
    }

    public void Forget(Guid id) => _ended.Remove(id);
}
