using Forewarn.Messages;

namespace Forewarn.RosBridge.Rcldotnet;

/// <summary>Bytes to one item of a message and back; failures of reading show in the reader.</summary>
internal abstract class ItemCodec<T>
{
    /// <summary>Fewest bytes of one item, for refusing counts that the bytes cannot hold.</summary>
    public abstract int Least { get; }

    /// <param name="known">What the item was before, for reuse.</param>
    public abstract T Read(ref CdrReader reader, T known);

    public abstract void Write(CdrWriter writer, T item);

    public virtual void Read(ref CdrReader reader, Span<T> items)
    {
        foreach (ref T item in items)
        {
            item = Read(ref reader, item);
            if (reader.Failed) return;
        }
    }

    public virtual void Write(CdrWriter writer, ReadOnlySpan<T> items)
    {
        foreach (T item in items) Write(writer, item);
    }
}
