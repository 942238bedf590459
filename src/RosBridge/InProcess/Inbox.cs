namespace Forewarn.RosBridge.InProcess;

/// <summary>What is under way to a transport and what has arrived there. Guarded by the domain's lock.</summary>
internal sealed class Inbox(InProcessDomain domain)
{
    private readonly PriorityQueue<Delivery, (long Due, long Order)> _underWay = new();
    private Delivery? _first, _last;

    /// <summary>Samples that have arrived.</summary>
    public int Count { get; private set; }

    /// <summary>Samples on their way and arrived ones.</summary>
    public int Waiting => _underWay.Count + Count;

    /// <summary>Domain time, ticks, of the next arrival.</summary>
    public long NextArrival => _underWay.TryPeek(out _, out var key) ? key.Due : long.MaxValue;

    public void Push(Delivery delivery, long order)
    {
        Advance(domain.Now);
        if (delivery.Due <= domain.Now) Arrive(delivery);
        else _underWay.Enqueue(delivery, (delivery.Due, order));
    }

    /// <summary>Lets everything arrive that is due.</summary>
    public void Advance(long now)
    {
        while (_underWay.TryPeek(out var delivery, out var key) && key.Due <= now)
        {
            _underWay.Dequeue();
            Arrive(delivery);
        }
    }

    /// <summary>Takes the sample that arrived first; <see cref="InProcessDomain.Recycle"/> follows.</summary>
    public Delivery? Take()
    {
        var delivery = _first;
        if (delivery is not null) Unlink(delivery);
        return delivery;
    }

    /// <summary>Drops the oldest sample of a reader.</summary>
    public void Drop(Delivery oldest)
    {
        Unlink(oldest);
        domain.Recycle(oldest);
    }

    public void Clear()
    {
        while (Take() is { } delivery) domain.Recycle(delivery);
        while (_underWay.TryDequeue(out var delivery, out _)) domain.Recycle(delivery);
    }

    private void Arrive(Delivery delivery)
    {
        var reader = delivery.Reader;
        if (reader.Closed)
        {
            domain.Recycle(delivery);
            return;
        }

        reader.Touch(delivery.Due);
        (delivery.Previous, delivery.Next, delivery.NextOfReader) = (_last, null, null);
        if (_last is null) _first = delivery;
        else _last.Next = delivery;
        _last = delivery;
        if (reader.Newest is null) reader.Oldest = delivery;
        else reader.Newest.NextOfReader = delivery;
        reader.Newest = delivery;
        Count++;
        if (++reader.Waiting > Math.Max(1, reader.Qos.Depth) && !reader.Qos.KeepAll) Drop(reader.Oldest!);
    }

    // What leaves is always the oldest of its reader: the order of arrival is one for all.
    private void Unlink(Delivery delivery)
    {
        if (delivery.Previous is null) _first = delivery.Next;
        else delivery.Previous.Next = delivery.Next;
        if (delivery.Next is null) _last = delivery.Previous;
        else delivery.Next.Previous = delivery.Previous;
        var reader = delivery.Reader;
        reader.Oldest = delivery.NextOfReader;
        if (reader.Oldest is null) reader.Newest = null;
        reader.Waiting--;
        Count--;
    }
}
