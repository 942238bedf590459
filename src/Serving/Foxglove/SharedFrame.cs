using System.Buffers;

namespace Forewarn.Serving;

/// <summary>One copy of a message for all clients that want it; its bytes go back to the pool when the last has let go.</summary>
internal sealed class SharedFrame
{
    private readonly FramePool _pool;
    private byte[] _bytes = [];
    private int _holders;

    internal SharedFrame(FramePool pool) => _pool = pool;

    public int Length { get; private set; }

    /// <summary>Log time, ns since the Unix epoch.</summary>
    public long Time { get; private set; }

    /// <summary>Place among the messages of its channel.</summary>
    public long Order { get; private set; }

    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, Length);

    public void Retain() => Interlocked.Increment(ref _holders);

    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) != 0) return;
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _pool.Return(this);
    }

    /// <summary>Begins a new life with one holder.</summary>
    internal void Fill(ReadOnlySpan<byte> bytes, long time, long order)
    {
        _bytes = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(_bytes);
        (Length, Time, Order) = (bytes.Length, time, order);
        Volatile.Write(ref _holders, 1);
    }
}
