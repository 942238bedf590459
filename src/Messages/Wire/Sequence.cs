namespace Forewarn.Messages;

/// <summary>A sequence of a message. Shrinking keeps what lies beyond the end, so that reading again allocates nothing.</summary>
public sealed class Sequence<T>
{
    private T[] _items = [];

    public int Count { get; private set; }

    public Span<T> Span => _items.AsSpan(0, Count);

    public ref T this[int index] => ref Span[index];

    /// <summary>
    /// Sets the number of items. Items that were there before keep their value, and so do those that an earlier longer
    /// sequence left behind; new ones are default (null for strings and nested messages).
    /// </summary>
    public Span<T> Resize(int count)
    {
        if (count > _items.Length) Array.Resize(ref _items, Math.Max(count, Math.Min(2 * _items.Length, Array.MaxLength)));
        Count = count;
        return Span;
    }

    public void Set(ReadOnlySpan<T> values) => values.CopyTo(Resize(values.Length));

    public void Add(T value) => Resize(Count + 1)[^1] = value;

    public void Clear() => Count = 0;
}
