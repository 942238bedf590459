namespace Forewarn.Reachability.Solving;

/// <summary>
/// Threads that share numbered pieces of work and meet at its end; a round allocates nothing. Each takes the next few pieces when it is done with
/// the last, so one that has to wait for its core holds up nobody for long. No piece reads what another writes: a result depends neither on who
/// took it nor on the number of threads.
/// </summary>
internal sealed class Crew : IDisposable
{
    /// <summary>Helpings of each thread, were all equally quick: enough to even out, few enough that taking one costs nothing.</summary>
    private const int Helpings = 16;

    private readonly Barrier _barrier;
    private readonly Thread[] _threads;
    private Action<int, int>? _work;
    private Exception? _failure;
    private int _pieces, _next;
    private bool _over;

    /// <param name="threads">The caller's own included.</param>
    public Crew(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Count = threads;
        _barrier = new(threads);
        _threads = [.. Enumerable.Range(1, threads - 1).Select(_ => new Thread(Follow) { IsBackground = true })];
        foreach (var thread in _threads) thread.Start();
    }

    public int Count { get; }

    /// <summary>Calls <paramref name="work"/> on all threads with (first piece, one past the last) until all pieces are done.</summary>
    public void Run(int pieces, Action<int, int> work)
    {
        (_work, _pieces, _next) = (work, pieces, 0);
        _barrier.SignalAndWait();
        Share();
        _barrier.SignalAndWait();
        if (_failure is { } failure) throw new InvalidOperationException("A solver thread failed.", failure);
    }

    public void Dispose()
    {
        _over = true;
        _barrier.SignalAndWait();
        foreach (var thread in _threads) thread.Join();
        _barrier.Dispose();
    }

    private void Follow()
    {
        while (true)
        {
            _barrier.SignalAndWait();
            if (_over) return;
            Share();
            _barrier.SignalAndWait();
        }
    }

    private void Share()
    {
        try
        {
            int helping = Count == 1 ? _pieces : Math.Max(1, _pieces / (Count * Helpings));
            int from;
            while ((from = Interlocked.Add(ref _next, helping) - helping) < _pieces) _work!(from, Math.Min(from + helping, _pieces));
        }
        catch (Exception e)
        {
            _failure = e;
        }
    }
}
