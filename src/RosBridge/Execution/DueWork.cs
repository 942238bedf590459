namespace Forewarn.RosBridge;

/// <summary>Work in the executor's queue; disposing of it cancels it.</summary>
internal sealed class DueWork(Action run, TimeSpan due, TimeSpan period) : IDisposable
{
    private volatile bool _canceled;

    public bool Canceled => _canceled;

    public TimeSpan Due { get; set; } = due;

    /// <summary>Zero: once.</summary>
    public TimeSpan Period { get; } = period;

    public void Run() => run();

    public void Dispose() => _canceled = true;
}
