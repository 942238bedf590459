using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>
/// Ends decisions at their absolute deadlines from a thread of its own, because a timer of the thread pool comes late
/// exactly when the machine is busy. The thread asks for the highest priority; Linux ignores managed priorities, so
/// there the process should be started under a real-time policy if lateness of a few milliseconds matters.
/// </summary>
public sealed class DeadlineWatchdog : IDisposable
{
    private readonly object _gate = new();
    private readonly List<DecisionDeadline> _armed = [];
    private readonly TimeProvider _time;
    private readonly ITimer? _virtualClock;
    private readonly bool _isInline;
    private bool _stopped;

    /// <param name="execution">Inline: no thread, the clock's own timers end the deadlines.</param>
    public DeadlineWatchdog(TimeProvider time, StageExecution execution = StageExecution.Threads)
    {
        (_time, _isInline) = (time, execution == StageExecution.Inline);
        if (_isInline) return;
        // A simulated clock can only wake the thread through its own timer; real time is waited for on the monitor.
        if (time != TimeProvider.System)
            _virtualClock = time.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var thread = new Thread(Watch) { IsBackground = true, Name = "forewarn deadline" };
        thread.Priority = ThreadPriority.Highest;
        thread.Start();
    }

    /// <summary>Arms a deadline. Dispose of it to disarm.</summary>
    public DecisionDeadline Start(TimeSpan after, CancellationToken cancel = default)
    {
        var deadline = new DecisionDeadline(this, _time, after, cancel);
        if (_isInline)
        {
            deadline.ArmTimer();
            return deadline;
        }
        lock (_gate)
        {
            _armed.Add(deadline);
            Monitor.Pulse(_gate);
        }
        return deadline;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _stopped = true;
            Monitor.Pulse(_gate);
        }
        _virtualClock?.Dispose();
    }

    internal void Disarm(DecisionDeadline deadline)
    {
        lock (_gate) _armed.Remove(deadline);
    }

    private void Wake()
    {
        lock (_gate) Monitor.Pulse(_gate);
    }

    private void Watch()
    {
        while (NextDue() is { } due) due.Expire();
    }

    /// <summary>Waits for the next deadline that is due; null when stopped.</summary>
    private DecisionDeadline? NextDue()
    {
        lock (_gate)
        {
            while (!_stopped)
            {
                TimeSpan wait = Timeout.InfiniteTimeSpan;
                for (int i = 0; i < _armed.Count; i++)
                {
                    DecisionDeadline deadline = _armed[i];
                    TimeSpan left = deadline.Remaining;
                    if (left <= TimeSpan.Zero)
                    {
                        _armed.RemoveAt(i);
                        return deadline;
                    }
                    if (wait < TimeSpan.Zero || left < wait) wait = left;
                }
                if (_virtualClock is null)
                {
                    bool isIdle = wait < TimeSpan.Zero;
                    Monitor.Wait(_gate, isIdle ? Timeout.Infinite : (int)Math.Ceiling(wait.TotalMilliseconds));
                    continue;
                }
                if (wait > TimeSpan.Zero) _virtualClock.Change(wait, Timeout.InfiniteTimeSpan);
                // The clock may have moved between reading it and arming the timer: look again before waiting. At the clock
                // alone: a deadline that its caller canceled is past, but nothing is due, and not to wait would keep the lock.
                if (_armed.TrueForAll(d => d.Remaining > TimeSpan.Zero)) Monitor.Wait(_gate);
            }
            return null;
        }
    }
}
