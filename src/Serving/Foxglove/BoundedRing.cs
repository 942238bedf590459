using System.Numerics;
using System.Runtime.InteropServices;

namespace Forewarn.Serving;

/// <summary>
/// A queue of fixed length for many threads on both sides. Nobody ever waits for anybody: a full or empty ring says so.
/// Every slot counts whose turn it is (Vyukov's bounded queue).
/// </summary>
internal sealed class BoundedRing<T>
{
    private readonly Slot[] _slots;
    private readonly long _mask;
    private PaddedPlace _put, _taken;

    /// <param name="capacity">Rounded up to a power of two.</param>
    public BoundedRing(int capacity)
    {
        _slots = new Slot[BitOperations.RoundUpToPowerOf2((uint)Math.Max(capacity, 2))];
        _mask = _slots.Length - 1;
        for (int i = 0; i < _slots.Length; i++) _slots[i].Turn = i;
    }

    public bool TryPut(T item)
    {
        long at = Volatile.Read(ref _put.At);
        while (true)
        {
            ref Slot slot = ref _slots[at & _mask];
            long lead = Volatile.Read(ref slot.Turn) - at;
            if (lead < 0) return false;
            long seen = lead == 0 ? Interlocked.CompareExchange(ref _put.At, at + 1, at) : Volatile.Read(ref _put.At);
            if (lead == 0 && seen == at)
            {
                slot.Item = item;
                Volatile.Write(ref slot.Turn, at + 1);
                return true;
            }
            at = seen;
        }
    }

    public bool TryTake(out T item)
    {
        long at = Volatile.Read(ref _taken.At);
        while (true)
        {
            ref Slot slot = ref _slots[at & _mask];
            long lead = Volatile.Read(ref slot.Turn) - (at + 1);
            if (lead < 0)
            {
                item = default!;
                return false;
            }
            long seen = lead == 0 ? Interlocked.CompareExchange(ref _taken.At, at + 1, at) : Volatile.Read(ref _taken.At);
            if (lead == 0 && seen == at)
            {
                item = slot.Item;
                slot.Item = default!;
                Volatile.Write(ref slot.Turn, at + _slots.Length);
                return true;
            }
            at = seen;
        }
    }

    private struct Slot
    {
        public long Turn;
        public T Item;
    }
}

/// <summary>A counter with a cache line of its own: those who put and those who take do not slow one another down.</summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
internal struct PaddedPlace
{
    [FieldOffset(64)]
    public long At;
}
