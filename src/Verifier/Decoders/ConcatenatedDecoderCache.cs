using Forewarn.Inference;

namespace Forewarn.Verifier;

/// <summary>
/// The cache as most exports have it: past goes in, past with the new positions behind it comes out. Two sets of buffers take turns, so
/// nothing is copied while a text goes on; going back to a shorter prefix copies that prefix once.
/// </summary>
internal sealed class ConcatenatedDecoderCache : DecoderCache
{
    private readonly TensorBuffer[][] _cache = new TensorBuffer[2][];
    private readonly GraphBinding[] _decode;
    private ConcatenatedDecoderCache? _beside;
    private int _turn, _length;

    public ConcatenatedDecoderCache(DecoderModel model, int capacity) : base(model, capacity)
    {
        for (int side = 0; side < 2; side++)
            _cache[side] = [.. Tensors.Select(_ => new TensorBuffer(model.Layout.CacheType, 1, model.Layout.KvHeads, 0, model.Layout.HeadSize))];
        _decode = [Bind(0), Bind(1)];
    }

    private IReadOnlyList<CacheLayer> Tensors => Model.Layout.Tensors;

    private TensorBuffer[] Past => _cache[_turn];

    private TensorBuffer[] Present => _cache[1 - _turn];

    /// <inheritdoc/>
    /// <remarks>All ways are one batch behind copies of the prefix.</remarks>
    public override float[] Continue(int past, ReadOnlySpan<int> ids, int count, CancellationToken deadline)
    {
        if (count == 0) return [];
        if (count == 1) return Append(past, ids, deadline).ToArray();
        int length = ids.Length / count, vocabulary = Model.Vocabulary;
        _beside ??= new(Model, Capacity);
        _beside.Rows(count);
        _beside.Take(Past, past);
        _beside.Embed(ids, length, _beside.Next(length), deadline);
        var logits = _beside.Run(past, length, deadline);
        var last = new float[count * vocabulary];
        int row = logits.Length / count;
        for (int r = 0; r < count; r++) logits.Slice((r + 1) * row - vocabulary, vocabulary).CopyTo(last.AsSpan(r * vocabulary));
        return last;
    }

    public override void Dispose()
    {
        _beside?.Dispose();
        foreach (var binding in _decode) binding.Dispose();
        foreach (var side in _cache)
            foreach (var buffer in side) buffer.Dispose();
        base.Dispose();
    }

    protected override void Resized() => _length = 0;

    protected override void Decode(int past, int length, CancellationToken deadline)
    {
        if (past > _length) throw new ArgumentOutOfRangeException(nameof(past), past, $"the cache holds {_length} positions");
        if (past < _length && past > 0)
        {
            Shape(Present, past);
            for (int i = 0; i < Past.Length; i++) CopyPrefix(Past[i], Present[i], past);
            _turn = 1 - _turn;
        }
        else if (past == 0) Shape(Past, 0);
        _length = past;
        Shape(Present, past + length);
        _decode[_turn].Run(deadline);
        (_turn, _length) = (1 - _turn, past + length);
    }

    /// <summary>Starts from the first positions of another cache's only row, in every row of this one.</summary>
    private void Take(TensorBuffer[] prefix, int past)
    {
        Shape(Past, past);
        for (int i = 0; i < prefix.Length; i++) CopyPrefix(prefix[i], Past[i], past);
        _length = past;
    }

    private void Shape(TensorBuffer[] buffers, int positions)
    {
        foreach (var buffer in buffers) buffer.Reshape(Count, Model.Layout.KvHeads, positions, Model.Layout.HeadSize);
    }

    private GraphBinding Bind(int past)
    {
        var binding = Bind();
        for (int i = 0; i < Tensors.Count; i++)
            binding.Attach(Tensors[i].Past, _cache[past][i]).Attach(Tensors[i].Present, _cache[1 - past][i]);
        return binding;
    }
}
