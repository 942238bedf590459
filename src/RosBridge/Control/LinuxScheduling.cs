using System.Runtime.InteropServices;

namespace Forewarn.RosBridge;

/// <summary>
/// What Linux grants a control thread: a real-time policy, memory that is not paged out, and sleeping until an absolute
/// time. On other systems nothing is granted and sleeping falls back to the clock's own timer.
/// </summary>
internal static partial class LinuxScheduling
{
    private const int Fifo = 1, ClockMonotonic = 1, AbsoluteTime = 1, LockCurrent = 1, LockFuture = 2, LockOnFault = 4;

    /// <summary>Asks for SCHED_FIFO for the calling thread.</summary>
    /// <returns>Whether it was granted (it takes CAP_SYS_NICE or an rtprio limit).</returns>
    public static bool TryRealTime(int priority)
    {
        if (!OperatingSystem.IsLinux()) return false;
        var parameters = new SchedulingParameters { Priority = priority };
        return SetScheduler(0, Fifo, in parameters) == 0;
    }

    /// <summary>Asks that no page of the process, present or future, is paged out.</summary>
    /// <returns>Whether it was granted (it takes CAP_IPC_LOCK or a memlock limit).</returns>
    public static bool TryLockMemory() => OperatingSystem.IsLinux() && LockAll(LockCurrent | LockFuture | LockOnFault) == 0;

    /// <summary>Nanoseconds of the monotonic clock.</summary>
    public static long Now()
    {
        ReadClock(ClockMonotonic, out var now);
        return now.Seconds * 1_000_000_000 + now.Nanoseconds;
    }

    /// <summary>Sleeps until <see cref="Now"/> reaches a time.</summary>
    public static void SleepUntil(long nanoseconds)
    {
        var until = new TimeSpec { Seconds = nanoseconds / 1_000_000_000, Nanoseconds = nanoseconds % 1_000_000_000 };
        // Interrupted by a signal (EINTR): the absolute time makes starting over harmless.
        while (Sleep(ClockMonotonic, AbsoluteTime, in until, 0) == 4) { }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct SchedulingParameters
    {
        public int Priority;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds, Nanoseconds;
    }

    [LibraryImport("libc", EntryPoint = "sched_setscheduler")]
    private static partial int SetScheduler(int thread, int policy, in SchedulingParameters parameters);

    [LibraryImport("libc", EntryPoint = "mlockall")]
    private static partial int LockAll(int flags);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ReadClock(int clock, out TimeSpec time);

    [LibraryImport("libc", EntryPoint = "clock_nanosleep")]
    private static partial int Sleep(int clock, int flags, in TimeSpec until, nint remaining);
}
