namespace Forewarn.Lab.Tests;

/// <summary>A clock on which a second goes by between any two looks at it, so that slices end at the same step everywhere.</summary>
internal sealed class SteppingClock : TimeProvider
{
    private long _seconds;

    public override long TimestampFrequency => 1;

    public override long GetTimestamp() => Interlocked.Increment(ref _seconds);
}
