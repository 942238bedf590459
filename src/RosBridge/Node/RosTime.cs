using Forewarn.Messages.BuiltinInterfaces;

namespace Forewarn.RosBridge;

/// <summary>Stamps as nanoseconds since the epoch (or since the start of a simulation) and as messages.</summary>
public static class RosTime
{
    private const long Second = 1_000_000_000;

    /// <summary>The wall clock, ns since the epoch.</summary>
    public static long Wall(TimeProvider time) => (time.GetUtcNow().Ticks - DateTime.UnixEpoch.Ticks) * TimeSpan.NanosecondsPerTick;

    public static long Nanoseconds(Time stamp) => stamp.Sec * Second + stamp.Nanosec;

    public static double Seconds(Duration span) => span.Sec + span.Nanosec * 1e-9;

    /// <summary>Writes a span of time that is not negative, to the nearest nanosecond.</summary>
    public static void Write(Duration into, double seconds)
    {
        long nanoseconds = (long)Math.Round(seconds * Second);
        (into.Sec, into.Nanosec) = ((int)(nanoseconds / Second), (uint)(nanoseconds % Second));
    }

    /// <summary>Writes a stamp; what a message cannot hold (before the epoch, after 2038) becomes its nearest stamp.</summary>
    public static void Write(Time into, long nanoseconds)
    {
        long clamped = Math.Clamp(nanoseconds, 0, int.MaxValue * Second + Second - 1);
        (into.Sec, into.Nanosec) = ((int)(clamped / Second), (uint)(clamped % Second));
    }
}
