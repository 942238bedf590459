using System.Threading.Channels;

namespace Forewarn.Steering;

/// <summary>
/// One dedicated thread and one place: a native call that ignores its token wedges this thread and nothing else. The
/// caller gets its answer at the deadline, and the worker stays marked busy until the call comes back.
/// </summary>
internal sealed class StageWorker(string name) : IDisposable
{
    private readonly SemaphoreSlim _place = new(1, 1);
    private readonly Channel<Action> _jobs = Channel.CreateUnbounded<Action>();
    private Thread? _thread;

    /// <param name="patience">How long an abandoned call is waited for, at most until the deadline.</param>
    /// <exception cref="StageFault">The deadline passed, or the worker is busy.</exception>
    public async Task<T> RunAsync<T>(
        Func<CancellationToken, ValueTask<T>> work, DecisionDeadline deadline, TimeSpan patience)
    {
        if (deadline.IsPast) throw new StageFault("not started, the deadline had passed");
        if (!await _place.WaitAsync(Shorter(patience, deadline.Remaining)))
            throw new StageFault("busy, an earlier call has not come back");
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() => Answer(work, deadline.Token, answer));
        using (deadline.Due.Register(() => answer.TrySetException(Late(deadline))))
        {
            T value = await answer.Task;
            // An answer that beat the watchdog but not the clock is late all the same.
            return deadline.IsPast ? throw Late(deadline) : value;
        }
    }

    public void Dispose() => _jobs.Writer.TryComplete();

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b > TimeSpan.Zero ? b : TimeSpan.Zero;

    private static StageFault Late(DecisionDeadline deadline) =>
        new(FormattableString.Invariant($"late, no answer within {deadline.AllowedMs:f0} ms"));

    private void Post(Action job)
    {
        if (_thread is null)
        {
            _thread = new Thread(Work) { IsBackground = true, Name = $"forewarn {name}" };
            _thread.Start();
        }
        if (!_jobs.Writer.TryWrite(job)) throw new ObjectDisposedException(nameof(SteeringLoop));
    }

    private void Work()
    {
        while (_jobs.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            while (_jobs.Reader.TryRead(out Action? job)) job();
    }

    private void Answer<T>(
        Func<CancellationToken, ValueTask<T>> work, CancellationToken token, TaskCompletionSource<T> answer)
    {
        T value;
        try
        {
            value = work(token).AsTask().GetAwaiter().GetResult();
        }
        catch (Exception e)
        {
            // Handed over whole: the stage decides what a fault means. The place is freed first, so that the next
            // stage call cannot find it taken.
            _place.Release();
            answer.TrySetException(e);
            return;
        }
        _place.Release();
        answer.TrySetResult(value);
    }
}
