namespace Forewarn.Serving;

/// <summary>
/// What a client is to be sent. Messages of channels are bounded in number and bytes: the oldest make room, counted.
/// Answers are never dropped; whoever reads requests waits while there are too many of them.
/// </summary>
internal sealed class FoxgloveOutbox(int messages, long bytes)
{
    private const int MostAnswers = 64;

    private readonly BoundedRing<(SharedFrame Frame, FoxgloveSubscription To)> _messages = new(messages);
    private readonly Queue<FoxgloveFrame> _answers = new();
    private readonly SemaphoreSlim _wake = new(0);
    private TaskCompletionSource? _room;
    private long _bytes, _dropped;
    private int _isWoken;

    /// <summary>Messages that were dropped because the client reads too slowly.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Bytes of the messages that wait.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Queues a message. Any thread may call; it never waits.</summary>
    public void Put(SharedFrame frame, FoxgloveSubscription to)
    {
        frame.Retain();
        long held = Interlocked.Add(ref _bytes, frame.Length);
        while (held > bytes && TryDropOldest()) held = Interlocked.Read(ref _bytes);
        while (!_messages.TryPut((frame, to)))
        {
            if (TryDropOldest()) continue;
            // Full, and its oldest is being taken this very moment: this one gives way instead.
            Interlocked.Add(ref _bytes, -frame.Length);
            Interlocked.Increment(ref _dropped);
            frame.Release();
            break;
        }
        Wake();
    }

    /// <summary>The oldest message; the caller releases it.</summary>
    public bool TryTakeMessage(out SharedFrame frame, out FoxgloveSubscription to)
    {
        bool isTaken = _messages.TryTake(out var item);
        (frame, to) = item;
        if (isTaken) Interlocked.Add(ref _bytes, -frame.Length);
        return isTaken;
    }

    public void Answer(FoxgloveFrame frame)
    {
        lock (_answers) _answers.Enqueue(frame);
        Wake();
    }

    public bool TryTakeAnswer(out FoxgloveFrame frame)
    {
        TaskCompletionSource? room = null;
        bool isTaken;
        lock (_answers)
        {
            isTaken = _answers.TryDequeue(out frame!);
            if (_answers.Count < MostAnswers) (room, _room) = (_room, null);
        }
        room?.TrySetResult();
        return isTaken;
    }

    /// <summary>Ends when there is room for answers: who asks faster than it listens is not listened to.</summary>
    public Task RoomAsync(CancellationToken cancel)
    {
        lock (_answers)
        {
            if (_answers.Count < MostAnswers) return Task.CompletedTask;
            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _room.Task.WaitAsync(cancel);
        }
    }

    /// <summary>Something is to be sent.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _isWoken, 1) == 0) _wake.Release();
    }

    /// <summary>Ends when something may be there to send; one reader.</summary>
    public async Task WaitAsync(CancellationToken cancel)
    {
        await _wake.WaitAsync(cancel);
        // With a full barrier: what was put before this is seen after it.
        Interlocked.Exchange(ref _isWoken, 0);
    }

    /// <summary>Lets go of what nobody will send any more.</summary>
    public void Clear()
    {
        while (TryTakeMessage(out SharedFrame frame, out _)) frame.Release();
    }

    private bool TryDropOldest()
    {
        if (!TryTakeMessage(out SharedFrame oldest, out FoxgloveSubscription to)) return false;
        if (to.IsActive) Interlocked.Increment(ref _dropped);
        oldest.Release();
        return true;
    }
}
