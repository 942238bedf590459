using Forewarn.Inference;
using Forewarn.Onnx;

namespace Forewarn.Verifier;

/// <summary>The cache in one buffer of fixed capacity, input and output at once: nothing is copied from token to token.</summary>
internal sealed class SharedDecoderCache : DecoderCache
{
    private readonly GraphBinding _decode;
    private readonly TensorBuffer[] _cache;
    private readonly TensorBuffer? _lengths, _total;
    private SharedDecoderCache? _beside;

    public SharedDecoderCache(DecoderModel model, int capacity) : base(model, capacity)
    {
        var layout = model.Layout;
        _decode = Bind();
        _cache = new TensorBuffer[layout.Tensors.Count];
        for (int i = 0; i < _cache.Length; i++)
        {
            _cache[i] = new(layout.CacheType, 1, layout.KvHeads, capacity, layout.HeadSize);
            _decode.Attach(layout.Tensors[i].Past, _cache[i]).Attach(layout.Tensors[i].Present, _cache[i]);
        }
        if (!layout.HasLengths) return;
        (_lengths, _total) = (new(OnnxType.Int32, 1), new(OnnxType.Int32));
        _decode.Attach("seqlens_k", _lengths).Attach("total_sequence_length", _total);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Single tokens are one batch behind copies of the prefix: each alone would read all weights for one row of products. Longer ones
    /// fill the products by themselves and follow each other in place: the attention operator continues several rows by one token only,
    /// and a batch that computes the prefix in every row gains less than that costs.
    /// </remarks>
    public override float[] Continue(int past, ReadOnlySpan<int> ids, int count, CancellationToken deadline)
    {
        if (ids.Length == count && count > 1) return Beside(past, ids, deadline);
        int length = ids.Length / Math.Max(1, count), vocabulary = Model.Vocabulary;
        var logits = new float[count * vocabulary];
        for (int r = 0; r < count; r++) Append(past, ids.Slice(r * length, length), deadline).CopyTo(logits.AsSpan(r * vocabulary));
        return logits;
    }

    public override void Dispose()
    {
        _beside?.Dispose();
        _decode.Dispose();
        foreach (var buffer in _cache) buffer.Dispose();
        _lengths?.Dispose();
        _total?.Dispose();
        base.Dispose();
    }

    protected override void Resized()
    {
        foreach (var buffer in _cache) buffer.Reshape(Count, buffer.Shape[1], Capacity, buffer.Shape[3]);
        _lengths?.Reshape(Count);
    }

    protected override void Decode(int past, int length, CancellationToken deadline)
    {
        _lengths?.As<int>().Fill(past + length - 1);
        if (_total is not null) _total.As<int>()[0] = past + length;
        _decode.Run(deadline);
    }

    /// <summary>One token behind each copy of the first <paramref name="past"/> positions.</summary>
    private float[] Beside(int past, ReadOnlySpan<int> ids, CancellationToken deadline)
    {
        _beside ??= new(Model, Capacity);
        _beside.Rows(ids.Length);
        for (int i = 0; i < _cache.Length; i++) CopyPrefix(_cache[i], _beside._cache[i], past);
        _beside.Embed(ids, 1, _beside.Next(1), deadline);
        return _beside.Run(past, 1, deadline).ToArray();
    }
}
