namespace Forewarn.Serving;

/// <summary>Frames that are free to be used again, so that a steady stream of messages allocates nothing.</summary>
internal sealed class FramePool
{
    private readonly BoundedRing<SharedFrame> _free = new(1024);

    public SharedFrame Copy(ReadOnlySpan<byte> bytes, long time, long order)
    {
        if (!_free.TryTake(out SharedFrame frame)) frame = new SharedFrame(this);
        frame.Fill(bytes, time, order);
        return frame;
    }

    // One that finds no room is left to the collector.
    internal void Return(SharedFrame frame) => _free.TryPut(frame);
}
