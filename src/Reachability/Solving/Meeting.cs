using System.Diagnostics;

namespace Forewarn.Reachability.Solving;

/// <summary>
/// Where threads wait for each other. They watch for a moment before they sleep: the phases of a solver are shorter than a thread takes to be
/// woken, and one that has slept may come back on a core that another of them is using.
/// </summary>
internal sealed class Meeting(int threads)
{
    private static readonly long Moment = Stopwatch.Frequency / 5000;

    private readonly object _gate = new();
    private int _arrived;
    private volatile int _round;

    /// <summary>Returns when all threads have called it.</summary>
    public void Wait()
    {
        int round = _round;
        if (Interlocked.Increment(ref _arrived) == threads)
        {
            _arrived = 0;
            lock (_gate)
            {
                _round = round + 1;
                Monitor.PulseAll(_gate);
            }
            return;
        }
        long until = Stopwatch.GetTimestamp() + Moment;
        while (_round == round && Stopwatch.GetTimestamp() < until) Thread.SpinWait(10);
        if (_round != round) return;
        lock (_gate)
        {
            while (_round == round) Monitor.Wait(_gate);
        }
    }
}
