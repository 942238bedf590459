namespace Forewarn.Cli.Replays;

/// <summary>A clock that stands where a recording, or a simulated arm, is.</summary>
internal sealed class RecordedTime : TimeProvider
{
    private long _nanoseconds;

    public override long TimestampFrequency => 1_000_000_000;

    public override long GetTimestamp() => Volatile.Read(ref _nanoseconds);

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(GetTimestamp() / TimeSpan.NanosecondsPerTick);

    /// <param name="nanoseconds">Since the epoch; going back is ignored.</param>
    public void MoveTo(long nanoseconds)
    {
        if (nanoseconds > _nanoseconds) Volatile.Write(ref _nanoseconds, nanoseconds);
    }
}
