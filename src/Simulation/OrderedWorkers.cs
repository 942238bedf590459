using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Forewarn.Simulation;

/// <summary>
/// Runs numbered jobs on dedicated threads, each with a worker of its own (an environment and its GL context are bound
/// to a thread), and hands the results over in job order. Results depend on the job's number only.
/// </summary>
public static class OrderedWorkers
{
    /// <param name="jobs">Job numbers, handed over in this order.</param>
    /// <param name="create">Makes one worker per thread, on that thread.</param>
    /// <param name="work">Does one job.</param>
    /// <param name="take">Receives results in job order, on the calling thread.</param>
    public static void Run<TWorker, TResult>(
        IReadOnlyList<int> jobs, int threads, Func<TWorker> create, Func<TWorker, int, TResult> work,
        Action<int, TResult> take, CancellationToken cancel = default)
        where TWorker : IDisposable
    {
        int next = -1, ahead = 4 * threads;
        using var room = new SemaphoreSlim(ahead);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var done = new BlockingCollection<(int Slot, TResult? Result, Exception? Error)>();
        var pool = Enumerable.Range(0, Math.Max(1, threads)).Select(_ => new Thread(Work) { IsBackground = true }).ToArray();
        foreach (var t in pool) t.Start();
        try
        {
            var waiting = new Dictionary<int, TResult>();
            for (int slot = 0; slot < jobs.Count;)
            {
                var (at, result, error) = done.Take(cancel);
                if (error is not null) ExceptionDispatchInfo.Throw(error);
                waiting[at] = result!;
                while (waiting.Remove(slot, out var ready))
                {
                    take(jobs[slot++], ready);
                    room.Release();
                }
            }
        }
        finally
        {
            stop.Cancel();
            foreach (var t in pool) t.Join();
        }

        void Work()
        {
            try
            {
                using var worker = create();
                while (true)
                {
                    room.Wait(stop.Token);
                    int slot = Interlocked.Increment(ref next);
                    if (slot >= jobs.Count) return;
                    done.Add((slot, work(worker, jobs[slot]), null));
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested) { }
            catch (Exception e) { done.Add((-1, default, e)); }
        }
    }
}
