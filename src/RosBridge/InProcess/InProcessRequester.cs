namespace Forewarn.RosBridge.InProcess;

/// <summary>The asking side of a service: a writer of requests, and a reader of the replies to them alone.</summary>
internal sealed class InProcessRequester(Writer asks, Reader hears) : IRawRequester
{
    private long _sequence;

    public string Service => asks.Topic;

    public bool IsReady => asks.MatchedCount > 0 && hears.MatchedCount > 0;

    public long Send(ReadOnlySpan<byte> cdr)
    {
        long sequence = Interlocked.Increment(ref _sequence);
        asks.Send(cdr, default, default, new(asks.Id, sequence), client: 0);
        return sequence;
    }

    public void Dispose()
    {
        asks.Dispose();
        hears.Dispose();
    }
}
