namespace Forewarn.Steering;

/// <summary>One absolute deadline, armed on a <see cref="DeadlineWatchdog"/>.</summary>
/// <remarks>
/// Two tokens, canceled in this order: <see cref="Due"/> frees those who wait for a model, <see cref="Token"/> asks the
/// model to stop. A model whose callback hangs can then delay nobody's answer.
/// </remarks>
public sealed class DecisionDeadline : IDisposable
{
    private readonly DeadlineWatchdog _watchdog;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly TimeSpan _after;

    // Never disposed: they own no timer or handle, and a late model may still look at its token.
    private readonly CancellationTokenSource _due = new();
    private readonly CancellationTokenSource _models = new();
    private readonly CancellationTokenRegistration _caller;
    private ITimer? _timer;

    internal DecisionDeadline(DeadlineWatchdog watchdog, TimeProvider time, TimeSpan after, CancellationToken cancel)
    {
        (_watchdog, _time, _after, _start) = (watchdog, time, after, time.GetTimestamp());
        _caller = cancel.Register(Expire);
    }

    /// <summary>Canceled when waiting has to end.</summary>
    internal CancellationToken Due => _due.Token;

    /// <summary>What models are given: canceled at the deadline or by the caller.</summary>
    public CancellationToken Token => _models.Token;

    public TimeSpan Remaining => _after - _time.GetElapsedTime(_start);

    /// <summary>True from the deadline on, even before the watchdog has come round, and after a cancellation.</summary>
    public bool IsPast => _due.IsCancellationRequested || Remaining <= TimeSpan.Zero;

    /// <summary>The given time, or what is left if that is less.</summary>
    internal TimeSpan AtMost(TimeSpan wait) =>
        wait < Remaining ? wait : Remaining > TimeSpan.Zero ? Remaining : TimeSpan.Zero;

    /// <summary>Lets the clock itself end this deadline, on the thread that moves it.</summary>
    internal void ArmTimer() => _timer = _time.CreateTimer(_ => Expire(), null, Remaining, Timeout.InfiniteTimeSpan);

    /// <summary>Milliseconds that were given.</summary>
    public double AllowedMs => _after.TotalMilliseconds;

    public void Dispose()
    {
        _caller.Dispose();
        _timer?.Dispose();
        _watchdog.Disarm(this);
    }

    internal void Expire()
    {
        _due.Cancel();
        try
        {
            _models.Cancel();
        }
        catch (AggregateException)
        {
            // A model's own callback threw: that model is broken, the deadline is not.
        }
    }
}
