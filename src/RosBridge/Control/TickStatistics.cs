namespace Forewarn.RosBridge;

/// <summary>
/// How punctual the ticks were: a histogram of lateness and of the deviation of intervals, in steps of 50 µs up to 100 ms.
/// The tick thread writes, anybody reads; nothing is allocated while writing.
/// </summary>
public sealed class TickStatistics
{
    private const int Bins = 2000;
    private const double BinMs = 0.05;

    private readonly long[] _lateness = new long[Bins], _jitter = new long[Bins];
    private long _count, _missed;
    private double _worstMs;

    /// <summary>Lateness above which a tick counts as missed, ms.</summary>
    public const double MissedMs = 20;

    public long Count => Volatile.Read(ref _count);

    /// <summary>Ticks that began more than <see cref="MissedMs"/> late, and ticks that were left out because of that.</summary>
    public long Missed => Volatile.Read(ref _missed);

    /// <summary>Greatest lateness, ms.</summary>
    public double WorstMs => Volatile.Read(ref _worstMs);

    /// <param name="latenessMs">How long after its time the tick began.</param>
    /// <param name="deviationMs">How much the time since the last tick was done, its command sent, differed from the period.</param>
    /// <param name="skipped">Ticks that were left out to catch up.</param>
    public void Add(double latenessMs, double deviationMs, int skipped)
    {
        _lateness[Bin(latenessMs)]++;
        _jitter[Bin(deviationMs)]++;
        if (latenessMs > MissedMs) Volatile.Write(ref _missed, _missed + 1);
        if (skipped > 0) Volatile.Write(ref _missed, _missed + skipped);
        if (latenessMs > _worstMs) Volatile.Write(ref _worstMs, latenessMs);
        Volatile.Write(ref _count, _count + 1);
    }

    /// <summary>Upper edge of the bin in which a share of all ticks is reached, ms.</summary>
    public double LatenessMs(double share) => Quantile(_lateness, share);

    /// <summary>The same for the absolute deviation of intervals.</summary>
    public double JitterMs(double share) => Quantile(_jitter, share);

    private static int Bin(double ms) => (int)Math.Clamp(Math.Abs(ms) / BinMs, 0, Bins - 1);

    private static double Quantile(long[] bins, double share)
    {
        long total = 0;
        for (int i = 0; i < Bins; i++) total += Volatile.Read(ref bins[i]);
        long sum = 0;
        for (int i = 0; i < Bins; i++)
        {
            sum += Volatile.Read(ref bins[i]);
            if (total > 0 && sum >= share * total) return (i + 1) * BinMs;
        }
        return 0;
    }
}
