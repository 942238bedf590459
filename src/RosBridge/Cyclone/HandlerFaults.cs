namespace Forewarn.RosBridge.Cyclone;

/// <summary>What handlers threw: counted, and the last one kept, so that one bad callback does not end all others.</summary>
internal sealed class HandlerFaults
{
    private long _count;
    private Exception? _last;

    public long Count => Volatile.Read(ref _count);

    public Exception? Last => Volatile.Read(ref _last);

    public void Add(Exception fault)
    {
        Volatile.Write(ref _last, fault);
        Interlocked.Increment(ref _count);
    }
}
