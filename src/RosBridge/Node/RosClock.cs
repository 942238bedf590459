using Forewarn.Messages.BuiltinInterfaces;

namespace Forewarn.RosBridge;

/// <summary>
/// ROS time, for stamps: the system's, or, with the parameter <c>use_sim_time</c>, what <c>/clock</c> said last (0 until
/// it has said anything). Control runs on monotonic time and never on this clock.
/// </summary>
public sealed class RosClock(TimeProvider time)
{
    private long _simulated;
    private volatile bool _simulating;

    /// <summary>The simulation's time went back by this much: it was reset, or a recording was started again.</summary>
    public event Action<TimeSpan>? JumpedBack;

    public bool UsesSimTime => _simulating;

    /// <summary>ns since the epoch, or since the start of the simulation.</summary>
    public long Nanoseconds => _simulating
        ? Volatile.Read(ref _simulated)
        : RosTime.Wall(time);

    /// <summary>Backward jumps so far.</summary>
    public int BackwardJumps { get; private set; }

    public void Stamp(Time into) => RosTime.Write(into, Nanoseconds);

    internal void Simulate(bool simulate)
    {
        Volatile.Write(ref _simulated, 0);
        _simulating = simulate;
    }

    internal void Set(long nanoseconds)
    {
        long before = Interlocked.Exchange(ref _simulated, nanoseconds);
        if (nanoseconds >= before) return;
        BackwardJumps++;
        JumpedBack?.Invoke(TimeSpan.FromTicks((before - nanoseconds) / TimeSpan.NanosecondsPerTick));
    }
}
