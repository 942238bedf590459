using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Verifiers;

/// <summary>
/// Keys and values of the positions that <see cref="DecoderNet"/> has seen, so that one more token costs one position. All rows
/// hold the same number of positions.
/// </summary>
public sealed class KeyValueCache : IDisposable
{
    private readonly Tensor[] keys, values;

    /// <param name="rows">Sequences <c>B</c>.</param>
    /// <param name="capacity">Positions there is room for, <c>M</c>.</param>
    public KeyValueCache(DecoderOptions options, long rows, long capacity)
    {
        using var scope = NewDisposeScope();
        Tensor Room() => zeros(rows, options.KvHeads, capacity, options.HeadSize).DetachFromDisposeScope();
        keys = [.. Enumerable.Range(0, options.Layers).Select(_ => Room())];
        values = [.. Enumerable.Range(0, options.Layers).Select(_ => Room())];
    }

    private KeyValueCache(Tensor[] keys, Tensor[] values, long length) => (this.keys, this.values, Length) = (keys, values, length);

    /// <summary>Positions held.</summary>
    public long Length { get; private set; }

    /// <summary>A cache of its own with these rows; a row may come several times.</summary>
    /// <param name="rows">int64 <c>[B]</c>.</param>
    public KeyValueCache Select(Tensor rows)
    {
        using var scope = NewDisposeScope();
        Tensor[] Take(Tensor[] from) => Array.ConvertAll(from, t => t.index_select(0, rows).DetachFromDisposeScope());
        return new(Take(keys), Take(values), Length);
    }

    public void Dispose()
    {
        foreach (var tensor in keys) tensor.Dispose();
        foreach (var tensor in values) tensor.Dispose();
    }

    /// <summary>Writes the new positions of one layer.</summary>
    /// <param name="key"><c>[B, shared, S, size]</c>; <paramref name="value"/> alike.</param>
    /// <returns>All positions so far, <c>[B, shared, past + S, size]</c> each; views of the cache.</returns>
    internal (Tensor Keys, Tensor Values) Append(int layer, Tensor key, Tensor value)
    {
        long added = key.shape[2];
        if (Length > 0 && added != 1) throw new InvalidOperationException($"{added} positions behind {Length} in one call");
        keys[layer].narrow(2, Length, added).copy_(key);
        values[layer].narrow(2, Length, added).copy_(value);
        return (keys[layer].narrow(2, 0, Length + added), values[layer].narrow(2, 0, Length + added));
    }

    internal void Advance(long positions) => Length += positions;
}
