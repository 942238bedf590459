using Forewarn.Core;
using Forewarn.Steering;

namespace Forewarn.RosBridge;

/// <summary>
/// Begins decisions when they are due, one at a time, and never waits for one: <see cref="Poll"/> is called from the
/// thread that receives.
/// </summary>
public sealed class DecisionPacer(
    SteeringLoop loop, PlanGate gate, ActionQueue queue, ControlTick tick, PacingOptions options, TimeProvider time)
{
    private readonly TimeSpan _retry = TimeSpan.FromMilliseconds(options.RetryMs);

    private Task _running = Task.CompletedTask;
    private string _wish = "";
    private long _holds, _index;
    private long? _pausedSince;

    /// <summary>What is asked for; empty for nothing.</summary>
    public string Wish => _wish;

    public WishState State { get; private set; }

    /// <summary>Decisions begun.</summary>
    public long Begun => _index;

    /// <summary>The last decision, or null.</summary>
    public Decision? Last { get; private set; }

    /// <summary>What the person is asked; null when nothing is. Nothing is decided before it is answered.</summary>
    public string? Question { get; private set; }

    /// <summary>Why no decision could be made for a reason outside of the ladder, or null.</summary>
    public string? Fault { get; private set; }

    /// <summary>Called with every decision and what it saw, on the thread that made it.</summary>
    public Action<Decision, ObservationHistory>? Decided { get; set; }

    /// <summary>
    /// Asks for something new, or with an empty text for nothing more. A plan that runs goes on until the next decision
    /// replaces it.
    /// </summary>
    public void Ask(string wish)
    {
        gate.Invalidate();
        // A new instance each time: asking for the same again is a new wish.
        _wish = new string(wish.AsSpan().Trim());
        State = _wish.Length == 0 ? WishState.None : WishState.Deciding;
        (_pausedSince, Fault, Question) = (null, null, null);
    }

    /// <summary>Begins a decision if one is due.</summary>
    /// <param name="observe">What the robot senses now; null when it cannot be relied on.</param>
    public void Poll(Func<ObservationHistory?> observe, CancellationToken cancel)
    {
        if (!_running.IsCompleted) return;
        Follow();
        if (!IsDue() || observe() is not { } history) return;
        _holds = tick.Holds;
        State = WishState.Deciding;
        _running = DecideAsync(history, _wish, _index++, cancel);
    }

    private bool IsDue()
    {
        if (_wish.Length == 0 || Question is not null || tick.Cause is not (HoldCause.None or HoldCause.Stopped)) return false;
        if (_pausedSince is { } since && time.GetElapsedTime(since) < _retry) return false;
        return State switch
        {
            WishState.Deciding => true,
            WishState.Executing => options.Repeat && IsTaken && queue.Remaining <= options.OverlapRows,
            WishState.Done => options.Repeat,
            _ => false,
        };
    }

    /// <summary>The tick has seen the plan once it has taken a row of it.</summary>
    private bool IsTaken => queue.Consumed > gate.ConsumedAtDispatch;

    private void Follow()
    {
        if (State != WishState.Executing) return;
        if (tick.Holds != _holds) State = WishState.Deciding;
        else if (IsTaken && queue.Remaining == 0) State = WishState.Done;
    }

    private async Task DecideAsync(ObservationHistory history, string wish, long index, CancellationToken cancel)
    {
        try
        {
            Decision decision = await loop.DecideAsync(history, wish, index, cancel);
            (Last, Fault) = (decision, null);
            bool acts = gate.LastWasTaken;
            bool isWished = ReferenceEquals(wish, _wish);
            if (acts && isWished) State = WishState.Executing;
            if (isWished) Question = decision.Question;
            _pausedSince = acts || !isWished ? null : time.GetTimestamp();
            Decided?.Invoke(decision, history);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The node is going down or was deactivated: nothing was dispatched.
        }
        catch (Exception e)
        {
            // A wish that nobody can read, or a fault of the loop itself: nothing was dispatched, the arm holds.
            (Fault, _pausedSince) = (e.Message, time.GetTimestamp());
            if (e is ForewarnException { ExitCode: ExitCode.Usage } && ReferenceEquals(wish, _wish)) (State, _wish) = (WishState.None, "");
        }
    }
}
