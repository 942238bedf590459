namespace Forewarn.Serving;

/// <summary>A topic with those who listen to it. Messages may come on any thread.</summary>
internal sealed class FoxgloveChannel(uint id, FoxgloveTopic topic, FramePool pool)
{
    private readonly Lock _changing = new();

    // Replaced as a whole, so that whoever passes a message needs no lock.
    private FoxgloveSubscription[] _subscriptions = [];
    private SharedFrame? _last;
    private long _order;

    public uint Id => id;

    public FoxgloveTopic Topic => topic;

    public bool IsClosed { get; private set; }

    /// <summary>Copies a message once and hands it to all who listen. Without a listener, nothing happens.</summary>
    public void Take(long time, ReadOnlySpan<byte> bytes)
    {
        FoxgloveSubscription[] subscriptions = Volatile.Read(ref _subscriptions);
        if (subscriptions.Length == 0 && !topic.IsLatched) return;
        SharedFrame frame = pool.Copy(bytes, time, Interlocked.Increment(ref _order));
        if (topic.IsLatched)
        {
            frame.Retain();
            Interlocked.Exchange(ref _last, frame)?.Release();
            // Someone may have come between the two lines: he got an older last message, and must get this one.
            subscriptions = Volatile.Read(ref _subscriptions);
        }
        foreach (FoxgloveSubscription subscription in subscriptions) subscription.Client.Outbox.Put(frame, subscription);
        frame.Release();
    }

    /// <returns>False when the channel is closed.</returns>
    public bool Add(FoxgloveSubscription subscription)
    {
        lock (_changing)
        {
            if (IsClosed) return false;
            Volatile.Write(ref _subscriptions, [.. _subscriptions, subscription]);
            if (Borrow() is not { } last) return true;
            subscription.Client.Outbox.Put(last, subscription);
            last.Release();
            return true;
        }
    }

    public void Remove(FoxgloveSubscription subscription)
    {
        lock (_changing) Volatile.Write(ref _subscriptions, [.. _subscriptions.Where(other => other != subscription)]);
    }

    public void Close()
    {
        lock (_changing)
        {
            IsClosed = true;
            foreach (FoxgloveSubscription subscription in _subscriptions) subscription.End();
            Volatile.Write(ref _subscriptions, []);
            Interlocked.Exchange(ref _last, null)?.Release();
        }
    }

    /// <summary>
    /// The last message, held once more. It is taken out for the moment, so that nobody returns it to the pool meanwhile;
    /// borrowers keep apart by the lock.
    /// </summary>
    private SharedFrame? Borrow()
    {
        if (Interlocked.Exchange(ref _last, null) is not { } frame) return null;
        frame.Retain();
        // A newer one may have come: then this one's time is over.
        if (Interlocked.CompareExchange(ref _last, frame, null) is not null) frame.Release();
        return frame;
    }
}
