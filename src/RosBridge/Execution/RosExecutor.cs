namespace Forewarn.RosBridge;

/// <summary>
/// The one thread of a node process: it delivers what the transport has received and runs what is due, so that handlers
/// never run at the same time. On a virtual clock nothing waits: <see cref="RunDue"/> does all there is to do now.
/// </summary>
public sealed class RosExecutor
{
    private const int MostRounds = 10_000;

    private readonly PriorityQueue<DueWork, (long Due, long Order)> _queue = new();
    private readonly Lock _gate = new();
    private readonly long _start;
    private long _order;

    /// <param name="time">Clock of the due times; the transport keeps its own.</param>
    public RosExecutor(IRosTransport transport, TimeProvider time)
    {
        (Transport, Time, _start) = (transport, time, time.GetTimestamp());
        transport.QosEvents = happening => QosHappened?.Invoke(happening);
    }

    /// <summary>Quality-of-service events of all endpoints, on the executor's thread.</summary>
    public event Action<QosEvent>? QosHappened;

    public IRosTransport Transport { get; }

    public TimeProvider Time { get; }

    /// <summary>Since the executor was made; monotonic.</summary>
    public TimeSpan Now => Time.GetElapsedTime(_start);

    /// <summary>Runs work once, on the executor's thread. Any thread may call; disposing of the result cancels.</summary>
    public IDisposable Schedule(TimeSpan delay, Action work) => Enqueue(new(work, Now + delay, TimeSpan.Zero));

    /// <summary>
    /// Runs work again and again, first after one period. Due times do not drift; periods that passed while the thread
    /// was busy are left out.
    /// </summary>
    public IDisposable Every(TimeSpan period, Action work)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(period, TimeSpan.Zero);
        return Enqueue(new(work, Now + period, period));
    }

    /// <summary>Runs work soon, on the executor's thread.</summary>
    public void Post(Action work) => Schedule(TimeSpan.Zero, work);

    /// <summary>The same, and gives its result, or what it threw, to whoever waits on another thread.</summary>
    public Task<T> RunAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            try
            {
                done.SetResult(work());
            }
            // It is the answer to whoever asked, and no reason for the node to end.
            catch (Exception fault)
            {
                done.SetException(fault);
            }
        });
        return done.Task;
    }

    /// <summary>Does all there is to do at this moment, including what that causes, without waiting.</summary>
    /// <returns>Samples delivered and pieces of work run.</returns>
    /// <exception cref="InvalidOperationException">It never ends: handlers keep causing one another without delay.</exception>
    public int RunDue()
    {
        int total = 0;
        for (int round = 0; round < MostRounds; round++)
        {
            int done = RunWork() + Transport.SpinOnce(TimeSpan.Zero);
            if (done == 0) return total;
            total += done;
        }

        throw new InvalidOperationException($"{MostRounds} rounds at one moment and still more to do: handlers cause one another.");
    }

    /// <summary>Delivers and runs until canceled.</summary>
    public void Run(CancellationToken cancel)
    {
        using var waker = cancel.Register(Transport.Wake);
        while (!cancel.IsCancellationRequested)
        {
            RunWork();
            Transport.SpinOnce(UntilNextWork());
        }
    }

    private IDisposable Enqueue(DueWork work)
    {
        lock (_gate) _queue.Enqueue(work, (work.Due.Ticks, _order++));
        Transport.Wake();
        return work;
    }

    private int RunWork()
    {
        int done = 0;
        var now = Now;
        while (TryTake(now, out var work))
        {
            if (work.Canceled) continue;
            if (work.Period > TimeSpan.Zero)
            {
                work.Due += work.Period * Math.Max(1, Math.Ceiling((now - work.Due + TimeSpan.FromTicks(1)) / work.Period));
                lock (_gate) _queue.Enqueue(work, (work.Due.Ticks, _order++));
            }

            work.Run();
            done++;
        }

        return done;
    }

    private bool TryTake(TimeSpan now, out DueWork work)
    {
        lock (_gate)
        {
            if (_queue.TryPeek(out work!, out var key) && key.Due <= now.Ticks)
            {
                _queue.Dequeue();
                return true;
            }

            return false;
        }
    }

    private TimeSpan UntilNextWork()
    {
        // A second at most, so that a lost wake-up costs no more than that.
        var most = TimeSpan.FromSeconds(1);
        lock (_gate)
        {
            if (!_queue.TryPeek(out _, out var key)) return most;
            var left = TimeSpan.FromTicks(key.Due) - Now;
            return left < TimeSpan.Zero ? TimeSpan.Zero : left < most ? left : most;
        }
    }
}
