namespace Forewarn.RosBridge.InProcess;

/// <summary>Counts the periods that went by without a sample. It starts with the first one, as DDS does.</summary>
internal sealed class DeadlineWatch(TimeSpan period)
{
    private long _due = long.MaxValue;

    public int Missed { get; private set; }

    /// <summary>Domain time, ticks, at which the next period ends.</summary>
    public long Due => _due;

    /// <summary>A sample came at this time. <see cref="Expire"/> comes first.</summary>
    public void Touch(long at) => _due = at + period.Ticks;

    /// <returns>Whether a period has ended since the last call.</returns>
    public bool Expire(long now)
    {
        if (now <= _due) return false;
        long periods = Math.Max(1, (now - _due - 1) / Math.Max(1, period.Ticks) + 1);
        Missed += (int)Math.Min(periods, int.MaxValue - Missed);
        _due += periods * period.Ticks;
        return true;
    }
}
