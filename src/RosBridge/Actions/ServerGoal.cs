using Forewarn.Messages;

namespace Forewarn.RosBridge;

/// <summary>A goal that an action server has taken. Any thread may report on it.</summary>
public sealed class ServerGoal<TGoal, TResult, TFeedback>
    where TGoal : class, IRosMessage<TGoal>, new()
    where TResult : class, IRosMessage<TResult>, new()
    where TFeedback : class, IRosMessage<TFeedback>, new()
{
    private readonly IGoalOwner<TGoal, TResult, TFeedback> _owner;
    private volatile GoalState _state = GoalState.Accepted;

    internal ServerGoal(IGoalOwner<TGoal, TResult, TFeedback> owner, Guid id, TGoal goal, long acceptedAt) =>
        (_owner, Id, Goal, AcceptedAt) = (owner, id, goal, acceptedAt);

    public Guid Id { get; }

    /// <summary>The goal's own copy of what was asked for.</summary>
    public TGoal Goal { get; }

    /// <summary>ROS time, ns.</summary>
    public long AcceptedAt { get; }

    public GoalState State => _state;

    /// <summary>Whether it has not ended.</summary>
    public bool IsActive => _state is GoalState.Accepted or GoalState.Executing or GoalState.Canceling;

    /// <summary>Whether a request to cancel concerns it.</summary>
    public bool IsCancelable => _state is GoalState.Accepted or GoalState.Executing;

    /// <summary>Begins a deferred goal.</summary>
    /// <exception cref="InvalidOperationException">It has begun already.</exception>
    public void Execute() => Move(GoalState.Executing, null);

    /// <summary>Ignored once the goal has ended.</summary>
    public void PublishFeedback(TFeedback feedback) => _owner.Publish(this, feedback);

    /// <exception cref="InvalidOperationException">It was not begun, or has ended.</exception>
    public void Succeed(TResult result) => Move(GoalState.Succeeded, result);

    /// <exception cref="InvalidOperationException">It was not begun, or has ended.</exception>
    public void Abort(TResult result) => Move(GoalState.Aborted, result);

    /// <exception cref="InvalidOperationException">Nobody asked to cancel it, or it has ended.</exception>
    public void Canceled(TResult result) => Move(GoalState.Canceled, result);

    /// <summary>Takes one of the arrows of the goal state machine (design.ros2.org, "Actions").</summary>
    internal bool TryMove(GoalState to)
    {
        bool allowed = to switch
        {
            GoalState.Executing => _state == GoalState.Accepted,
            GoalState.Canceling => IsCancelable,
            GoalState.Succeeded or GoalState.Aborted => _state is GoalState.Executing or GoalState.Canceling,
            GoalState.Canceled => _state == GoalState.Canceling,
            _ => false,
        };
        if (allowed) _state = to;
        return allowed;
    }

    private void Move(GoalState to, TResult? result)
    {
        if (!_owner.Move(this, to, result)) throw new InvalidOperationException($"goal {Id}: {State} cannot become {to}.");
    }
}
