namespace Forewarn.Reachability.Solving;

/// <summary>
/// Threads that share numbered pieces of work and meet at its end; a round allocates nothing. The pieces of a thread do not depend on chance,
/// and no piece reads what another writes, so neither does a result on the number of threads.
/// </summary>
internal sealed class Crew : IDisposable
{
    private readonly Barrier _barrier;
    private readonly Thread[] _threads;
    private Action<int, int, int>? _work;
    private Exception? _failure;
    private int _pieces;
    private bool _over;

    /// <param name="threads">The caller's own included.</param>
    public Crew(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Count = threads;
        _barrier = new(threads);
        _threads = [.. Enumerable.Range(1, threads - 1).Select(i => new Thread(() => Follow(i)) { IsBackground = true })];
        foreach (var thread in _threads) thread.Start();
    }

    public int Count { get; }

    /// <summary>Calls <paramref name="work"/> on every thread with (thread, first piece, one past the last).</summary>
    public void Run(int pieces, Action<int, int, int> work)
    {
        (_work, _pieces) = (work, pieces);
        _barrier.SignalAndWait();
        Share(0);
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

    private void Follow(int thread)
    {
        while (true)
        {
            _barrier.SignalAndWait();
            if (_over) return;
            Share(thread);
            _barrier.SignalAndWait();
        }
    }

    private void Share(int thread)
    {
        try
        {
            _work!(thread, (int)((long)_pieces * thread / Count), (int)((long)_pieces * (thread + 1) / Count));
        }
        catch (Exception e)
        {
            _failure = e;
        }
    }
}
