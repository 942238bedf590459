namespace Forewarn.RosBridge;

/// <summary>Calls a step at a fixed rate from a thread of its own, at absolute times, so that lateness does not add up.</summary>
public sealed class TickThread : IDisposable
{
    private const int Priority = 80;

    private readonly Action _step;
    private readonly long _period;
    private readonly Thread _thread;
    private readonly bool _isCritical;
    private volatile bool _stopping;

    /// <param name="step">Must not throw and not block; an exception ends the process, as a broken control loop should.</param>
    /// <param name="isCritical">
    /// Asks for a real-time policy and for memory that stays in place: for short steps that others depend on, never for
    /// long ones, which would keep everything else from running.
    /// </param>
    public TickThread(Action step, double rateHz, bool isCritical = true)
    {
        (_step, _period, _isCritical) = (step, (long)(1e9 / rateHz), isCritical);
        if (isCritical) HasLockedMemory = LinuxScheduling.TryLockMemory();
        _thread = new Thread(Run) { IsBackground = true, Name = "forewarn tick", Priority = ThreadPriority.Highest };
    }

    public TickStatistics Statistics { get; private set; } = new();

    /// <summary>Whether the system granted a real-time policy.</summary>
    public bool IsRealTime { get; private set; }

    /// <summary>Whether the system granted that memory stays in place.</summary>
    public bool HasLockedMemory { get; }

    public void Start() => _thread.Start();

    /// <summary>Counts from now on anew, for example after the warm-up.</summary>
    public void ResetStatistics() => Statistics = new();

    public void Dispose()
    {
        _stopping = true;
        if (_thread.IsAlive && _thread != Thread.CurrentThread) _thread.Join();
    }

    private void Run()
    {
        IsRealTime = _isCritical && LinuxScheduling.TryRealTime(Priority);
        long due = LinuxScheduling.Now() + _period, last = due - _period;
        while (!_stopping)
        {
            LinuxScheduling.SleepUntil(due);
            long now = LinuxScheduling.Now();
            _step();
            // A tick that comes a whole period late is not made up for: the arm would be sent two steps at once.
            int skipped = (int)((now - due) / _period);
            long done = LinuxScheduling.Now();
            Statistics.Add((now - due) / 1e6, (done - last - _period) / 1e6, skipped);
            last = done;
            due += (1 + skipped) * _period;
        }
    }
}
