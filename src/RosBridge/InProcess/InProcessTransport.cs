namespace Forewarn.RosBridge.InProcess;

/// <summary>
/// A participant of an <see cref="InProcessDomain"/>. On <see cref="TimeProvider.System"/> it works across threads and
/// <see cref="SpinOnce"/> waits; on any other clock, <see cref="SpinOnce"/> never waits and delivers exactly what is due,
/// in order of due time, then of sending. Publishing checks no types: what a peer may send is the tests' to choose.
/// </summary>
public sealed class InProcessTransport : IRosTransport
{
    private readonly Queue<QosEvent> _events = new();
    private readonly AutoResetEvent _arrival = new(false);
    private bool _waiting, _closed;
    private int _woken;

    public InProcessTransport(InProcessDomain domain)
    {
        (Domain, Inbox, Graph) = (domain, new(domain), new InProcessGraph(domain));
        lock (domain.Gate)
        {
            domain.Tick();
            domain.Add(this);
        }
    }

    public string Name => "inproc";

    public IRosGraph Graph { get; }

    public Action<QosEvent>? QosEvents { get; set; }

    /// <summary>Samples that are on their way here or have arrived and were not delivered yet.</summary>
    public int Waiting
    {
        get { lock (Domain.Gate) return Inbox.Waiting; }
    }

    internal InProcessDomain Domain { get; }

    internal Inbox Inbox { get; }

    internal List<InProcessNode> Nodes { get; } = [];

    internal List<Writer> Writers { get; } = [];

    internal List<Reader> Readers { get; } = [];

    internal bool Abandoned => AbandonedAt != long.MaxValue;

    /// <summary>Domain time, ticks, of the last sign of life of an abandoned participant.</summary>
    internal long AbandonedAt { get; private set; } = long.MaxValue;

    public IRawNode OpenNode(string name, string space)
    {
        RosName.CheckNode(name);
        RosName.CheckNamespace(space);
        lock (Domain.Gate)
        {
            Domain.Tick();
            ObjectDisposedException.ThrowIf(_closed, this);
            var node = new InProcessNode(this, name, space);
            Nodes.Add(node);
            Domain.ListNodes();
            return node;
        }
    }

    public int SpinOnce(TimeSpan timeout)
    {
        int arrived = Gather(timeout), delivered = 0;
        while (TryTakeEvent(out var happening)) QosEvents?.Invoke(happening);

        // Only what had arrived by now: a handler that publishes to itself is served by the next call.
        for (; arrived > 0; arrived--) if (DeliverOne()) delivered++;
        return delivered;
    }

    public void Wake()
    {
        Volatile.Write(ref _woken, 1);
        _arrival.Set();
    }

    /// <summary>
    /// Falls silent as a killed process does: no goodbye, nothing sent or received any more. The others notice when
    /// liveliness leases run out, and forget this participant after <see cref="InProcessDomain.ParticipantLease"/>.
    /// </summary>
    public void Abandon()
    {
        lock (Domain.Gate)
        {
            long now = Domain.Tick();
            if (_closed || Abandoned) return;
            AbandonedAt = now;
            Inbox.Clear();
            _events.Clear();
        }

        Wake();
    }

    public void Dispose()
    {
        lock (Domain.Gate)
        {
            Domain.Tick();
            if (!Abandoned) Domain.Remove(this);
        }

        Wake();
    }

    internal void CloseAll()
    {
        _closed = true;
        foreach (var writer in Writers.ToArray()) writer.Close();
        foreach (var reader in Readers.ToArray()) reader.Close();
        Nodes.Clear();
        Inbox.Clear();
    }

    internal void Report(in QosEvent happening)
    {
        if (Abandoned) return;
        _events.Enqueue(happening);
        Stir();
    }

    /// <summary>Lets a waiting <see cref="SpinOnce"/> look again.</summary>
    internal void Stir()
    {
        if (_waiting) _arrival.Set();
    }

    /// <returns>Samples that have arrived.</returns>
    private int Gather(TimeSpan timeout)
    {
        bool waits = ReferenceEquals(Domain.Time, TimeProvider.System);
        long end = -1;
        while (true)
        {
            TimeSpan wait;
            lock (Domain.Gate)
            {
                _waiting = false;
                long now = Domain.Tick();
                if (_closed || Abandoned) return 0;
                Inbox.Advance(now);
                foreach (var writer in Writers) writer.Expire(now);
                foreach (var reader in Readers) reader.Expire(now);
                if (end < 0) end = timeout < TimeSpan.Zero ? long.MaxValue : now + Math.Min(timeout.Ticks, long.MaxValue - now);
                bool woken = Interlocked.Exchange(ref _woken, 0) == 1;
                if (!waits || woken || Inbox.Count > 0 || _events.Count > 0 || now >= end) return Inbox.Count;
                wait = new(Math.Min(Math.Min(end, NextEvent) - now, TimeSpan.TicksPerMinute) + 1);
                _waiting = true;
            }

            // Whole milliseconds, rounded up, as the wait itself counts in them.
            _arrival.WaitOne((int)Math.Ceiling(wait.TotalMilliseconds));
        }
    }

    private long NextEvent
    {
        get
        {
            long next = Inbox.NextArrival;
            foreach (var writer in Writers) next = Math.Min(next, writer.NextEvent);
            foreach (var reader in Readers) next = Math.Min(next, reader.NextEvent);
            return next;
        }
    }

    private bool TryTakeEvent(out QosEvent happening)
    {
        lock (Domain.Gate) return _events.TryDequeue(out happening);
    }

    private bool DeliverOne()
    {
        Delivery? delivery;
        bool fresh;
        lock (Domain.Gate)
        {
            delivery = Inbox.Take();
            if (delivery is null) return false;
            fresh = delivery.Sample.Expires >= Domain.Now && !delivery.Reader.Closed;
        }

        try
        {
            if (fresh) delivery.Reader.Handler(delivery.Sample);
        }
        finally
        {
            lock (Domain.Gate) Domain.Recycle(delivery);
        }

        return fresh;
    }
}
