using System.Threading.Channels;

namespace Forewarn.Steering;

/// <summary>
/// One dedicated thread and one place: a native call that ignores its token wedges this thread and nothing else. The
/// caller gets its answer at the deadline, and the worker stays marked busy until the call comes back.
/// </summary>
internal sealed class ThreadWorker(string name) : IStageWorker
{
    private readonly SemaphoreSlim _place = new(1, 1);
    private readonly Channel<Action> _jobs = Channel.CreateUnbounded<Action>();
    private Thread? _thread;

    public async Task<T> RunAsync<T>(
        Func<CancellationToken, ValueTask<T>> work, DecisionDeadline deadline, TimeSpan patience)
    {
        if (deadline.IsPast) throw StageFault.NotStarted();
        if (!await _place.WaitAsync(deadline.AtMost(patience))) throw StageFault.Busy();
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() => Answer(work, deadline.Token, answer));
        using (deadline.Due.Register(() => answer.TrySetException(StageFault.Late(deadline))))
        {
            T value = await answer.Task;
            // An answer that beat the watchdog but not the clock is late all the same.
            return deadline.IsPast ? throw StageFault.Late(deadline) : value;
        }
    }

    public void Dispose() => _jobs.Writer.TryComplete();

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
