namespace Forewarn.RosBridge;

/// <summary>A goal that an action server has accepted from this client.</summary>
public sealed class ClientGoal<TResult>
{
    private readonly Func<TimeSpan, Task<GoalOutcome<TResult>>> _result;
    private readonly Func<TimeSpan, Task<CancelAnswer>> _cancel;
    private volatile GoalState _state = GoalState.Accepted;

    internal ClientGoal(
        Guid id, long acceptedAt, Func<TimeSpan, Task<GoalOutcome<TResult>>> result, Func<TimeSpan, Task<CancelAnswer>> cancel) =>
        (Id, AcceptedAt, _result, _cancel) = (id, acceptedAt, result, cancel);

    public Guid Id { get; }

    /// <summary>The server's ROS time, ns.</summary>
    public long AcceptedAt { get; }

    /// <summary>As the server's status said last.</summary>
    public GoalState State => _state;

    public bool HasEnded => _state is GoalState.Succeeded or GoalState.Canceled or GoalState.Aborted;

    /// <summary>Waits until the goal ends.</summary>
    /// <exception cref="TimeoutException">It did not end in that time, or the server is gone.</exception>
    public Task<GoalOutcome<TResult>> GetResultAsync(TimeSpan timeout) => _result(timeout);

    /// <exception cref="TimeoutException">The server did not answer in that time.</exception>
    public Task<CancelAnswer> CancelAsync(TimeSpan timeout) => _cancel(timeout);

    // Status and result come by different ways; what has ended stays ended.
    internal void Note(GoalState state)
    {
        if (!HasEnded && state >= _state) _state = state;
    }
}
