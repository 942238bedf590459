namespace Forewarn.FaultSimulation;

/// <summary>Which faults are at work now.</summary>
internal sealed class FaultBoard(FaultSchedule schedule, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    public TimeProvider Time => time;

    /// <summary>Seconds since the schedule began.</summary>
    public double Now => time.GetElapsedTime(_start).TotalSeconds;

    /// <summary>The fault of a kind that is at work now, or null.</summary>
    public Fault? Active(FaultKind kind)
    {
        double now = Now;
        foreach (Fault fault in schedule.Faults)
            if (fault.Kind == kind && fault.Start <= now && now < fault.End) return fault;
        return null;
    }

    public bool Any(Func<FaultKind, bool> kinds)
    {
        double now = Now;
        foreach (Fault fault in schedule.Faults)
            if (kinds(fault.Kind) && fault.Start <= now && now < fault.End) return true;
        return false;
    }

    /// <summary>Takes the time a model takes, and is late, throws or wedges when it is to.</summary>
    /// <param name="usual">Seconds without a fault.</param>
    public async Task TakeAsync(double usual, FaultKind late, FaultKind throws, FaultKind? wedged, CancellationToken deadline)
    {
        double seconds = usual + (Active(late)?.Amount ?? 0);
        await Task.Delay(TimeSpan.FromSeconds(seconds), time, deadline);
        if (wedged is { } kind && Active(kind) is { } stuck)
            await Task.Delay(TimeSpan.FromSeconds(Math.Max(0.001, stuck.End - Now)), time, CancellationToken.None);
        if (Active(throws) is not null) throw new InvalidOperationException("a kernel failed");
    }
}
