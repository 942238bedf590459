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
        await PassAsync(seconds, deadline);
        if (wedged is { } kind && Active(kind) is { } stuck)
            await PassAsync(Math.Max(0.001, stuck.End - Now), CancellationToken.None);
        if (Active(throws) is not null) throw new InvalidOperationException("a kernel failed");
    }

    /// <summary>
    /// Lets simulated time pass. Unlike a task's own delay it goes on, canceled or not, on the thread that moves the clock:
    /// else the thread pool would have a say in the course of events.
    /// </summary>
    private async Task PassAsync(double seconds, CancellationToken cancel)
    {
        var passed = new TaskCompletionSource();
        using ITimer timer = time.CreateTimer(_ => passed.TrySetResult(), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
        using CancellationTokenRegistration registration = cancel.Register(() => passed.TrySetCanceled(cancel));
        await passed.Task;
    }
}
