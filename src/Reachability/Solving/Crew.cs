namespace Forewarn.Reachability.Solving;

/// <summary>
/// Threads that go through phases of numbered pieces of work together; going through them allocates nothing. Each takes the next few pieces
/// when it is done with the last, so one that has to wait for its core holds up nobody for long. No piece reads what another of its phase
/// writes: a result depends neither on who took it nor on the number of threads.
/// </summary>
internal sealed class Crew : IDisposable
{
    /// <summary>Helpings of each thread, were all equally quick: enough to even out, few enough that taking one costs nothing.</summary>
    private const int Helpings = 16;

    private readonly (int Pieces, Action<int, int> Work)[] _phases;
    private readonly Barrier _barrier;
    private readonly Thread[] _threads;
    private readonly int[] _next;
    private Exception? _failure;
    private bool _over;

    /// <param name="threads">The caller's own included.</param>
    /// <param name="phases">Each with its pieces and what is done for (first piece, one past the last).</param>
    public Crew(int threads, (int Pieces, Action<int, int> Work)[] phases)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Count = threads;
        (_phases, _next) = (phases, new int[phases.Length]);
        _barrier = new(threads);
        _threads = [.. Enumerable.Range(1, threads - 1).Select(_ => new Thread(Follow) { IsBackground = true })];
        foreach (var thread in _threads) thread.Start();
    }

    public int Count { get; }

    /// <summary>Goes through all phases, none of which begins before the one before is done.</summary>
    public void Run()
    {
        Array.Clear(_next);
        _barrier.SignalAndWait();
        Share();
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
        }
    }

    private void Share()
    {
        for (int phase = 0; phase < _phases.Length; phase++)
        {
            var (pieces, work) = _phases[phase];
            int helping = Count == 1 ? pieces : Math.Max(1, pieces / (Count * Helpings)), from;
            try
            {
                while ((from = Interlocked.Add(ref _next[phase], helping) - helping) < pieces) work(from, Math.Min(from + helping, pieces));
            }
            catch (Exception e)
            {
                _failure = e;
            }
            _barrier.SignalAndWait();
        }
    }
}
