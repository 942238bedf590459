using System.Collections.Concurrent;

namespace Forewarn.Serving;

/// <summary>
/// The threads that inference runs on and the queue before them. Whoever has one job at a time in a first-come queue gets
/// its turn after each of the others had one: with one observation in flight per client, this is round robin.
/// </summary>
internal sealed class TurnQueue : IDisposable
{
    private readonly BlockingCollection<Job> _jobs = [];

    public TurnQueue(int workers)
    {
        for (int i = 0; i < workers; i++) new Thread(Work) { IsBackground = true, Name = $"forewarn inference {i}" }.Start();
    }

    /// <summary>Jobs that wait for a thread.</summary>
    public int Waiting => _jobs.Count;

    /// <summary>Runs a job when its turn comes. One whose deadline passes first is not begun.</summary>
    /// <returns>Ends when the job has ended, however late: who cannot wait for that waits with a token of its own.</returns>
    public Task<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> work, CancellationToken deadline)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _jobs.Add(new(() =>
        {
            if (deadline.IsCancellationRequested)
            {
                answer.TrySetCanceled(deadline);
                return;
            }
            try
            {
                answer.TrySetResult(work(deadline).AsTask().GetAwaiter().GetResult());
            }
            catch (OperationCanceledException)
            {
                answer.TrySetCanceled(deadline);
            }
            catch (Exception fault)
            {
                // Handed over whole: it is the client's answer, and no reason for the thread to end.
                answer.TrySetException(fault);
            }
        }));
        return answer.Task;
    }

    /// <summary>What waits is still done; nothing more is taken.</summary>
    public void Dispose() => _jobs.CompleteAdding();

    private void Work()
    {
        foreach (Job job in _jobs.GetConsumingEnumerable()) job.Run();
    }

    private sealed record Job(Action Run);
}
