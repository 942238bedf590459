using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Onnx;

namespace Forewarn.Verifier;

/// <summary>
/// A decoder with its key-value cache. Tokens are appended behind a position of the caller's choice, so a prefix is computed once and
/// continued as often and in as many ways as wanted. Not for several threads at once.
/// </summary>
internal abstract class DecoderCache : IDisposable
{
    private readonly GraphBinding _embed;
    private readonly TensorBuffer _ids = new(OnnxType.Int64, 1, 1);
    private readonly TensorBuffer _mask = new(OnnxType.Int64, 1, 1), _positions = new(OnnxType.Int64, 1, 1);
    private readonly TensorBuffer? _keep, _branch;
    private readonly FloatTensor _embedded, _next, _logits;

    protected DecoderCache(DecoderModel model, int capacity)
    {
        (Model, Capacity) = (model, capacity);
        var layout = model.Layout;
        _embedded = new(model.Embed.Outputs[0].Type, 1, 1, layout.Width);
        (_next, _logits) = (new(layout.EmbedType, 1, 1, layout.Width), new(layout.LogitType, 1, 1, model.Vocabulary));
        _embed = model.Embed.Bind().Attach("input_ids", _ids).Attach("inputs_embeds", _embedded.Buffer);
        if (layout.HasLogitsToKeep) (_keep = Like("num_logits_to_keep")).As<long>()[0] = 1;
        if (layout.HasCacheBranch) _branch = Like("use_cache_branch");
    }

    protected DecoderModel Model { get; }

    /// <summary>Most tokens per row.</summary>
    protected int Capacity { get; }

    /// <summary>Rows <c>B</c>.</summary>
    protected int Count { get; private set; } = 1;

    /// <param name="capacity">Most tokens per row.</param>
    public static DecoderCache Of(DecoderModel model, int capacity) => model.Layout.Cache == CacheForm.Shared
        ? new SharedDecoderCache(model, capacity)
        : new ConcatenatedDecoderCache(model, capacity);

    /// <summary>Sets the number of rows <c>B</c>; the cache's content is lost when it changes.</summary>
    public void Rows(int rows)
    {
        if (rows == Count) return;
        Count = rows;
        Resized();
    }

    /// <summary>Embeddings of tokens of every row, written into <paramref name="target"/>.</summary>
    /// <param name="ids"><c>[B * S]</c>.</param>
    /// <param name="target"><c>[B * S * D]</c>.</param>
    public void Embed(ReadOnlySpan<int> ids, int length, Span<float> target, CancellationToken deadline)
    {
        int rows = ids.Length / length;
        _ids.Reshape(rows, length);
        _embedded.Buffer.Reshape(rows, length, Model.Width);
        var input = _ids.As<long>();
        for (int i = 0; i < ids.Length; i++) input[i] = ids[i];
        _embed.Run(deadline);
        _embedded.Load().CopyTo(target);
    }

    /// <summary>Room for the embeddings of the next <see cref="Run"/>, <c>[B, S, D]</c>.</summary>
    public Span<float> Next(int length)
    {
        _next.Buffer.Reshape(Count, length, Model.Width);
        return _next.Values;
    }

    /// <summary>Runs over the embeddings given to <see cref="Next"/>.</summary>
    /// <param name="past">Valid positions before them.</param>
    /// <returns>
    /// Logits, valid until the next run: <c>[B, 1, V]</c> of the last position, or <c>[B, S, V]</c> where the graph computes all.
    /// </returns>
    /// <exception cref="ForewarnException">More positions than the cache holds.</exception>
    public ReadOnlySpan<float> Run(int past, int length, CancellationToken deadline)
    {
        if (past + length > Capacity)
            throw ForewarnException.Of("decoder", $"{past + length} positions", $"at most {Capacity}", "Use a shorter text.", ExitCode.Usage);
        var layout = Model.Layout;
        _next.Store();
        _logits.Buffer.Reshape(Count, layout.HasLogitsToKeep || layout.LastLogitOnly ? 1 : length, Model.Vocabulary);
        if (layout.HasMask && (_mask.Shape[0] != Count || _mask.Shape[1] != past + length))
        {
            _mask.Reshape(Count, past + length);
            _mask.As<long>().Fill(1);
        }
        if (layout.PositionRows > 0) Positions(layout.PositionRows, past, length);
        if (_branch is not null) _branch.As<bool>()[0] = past > 0;
        Decode(past, length, deadline);
        return _logits.Load();
    }

    /// <summary>Appends tokens to the only row.</summary>
    /// <returns>Logits of the last position, <c>[V]</c>.</returns>
    public ReadOnlySpan<float> Append(int past, ReadOnlySpan<int> ids, CancellationToken deadline)
    {
        Embed(ids, ids.Length, Next(ids.Length), deadline);
        return Run(past, ids.Length, deadline)[^Model.Vocabulary..];
    }

    /// <summary>Continues the only row in several ways that do not see each other.</summary>
    /// <param name="past">Positions of the shared prefix.</param>
    /// <param name="ids"><c>[R * S]</c>: every way is as long as the others.</param>
    /// <param name="count">Ways <c>R</c>.</param>
    /// <returns>Logits of every way's last position, <c>[R, V]</c>.</returns>
    public abstract float[] Continue(int past, ReadOnlySpan<int> ids, int count, CancellationToken deadline);

    public virtual void Dispose()
    {
        _embed.Dispose();
        foreach (var buffer in new[] { _ids, _mask, _positions, _keep, _branch }) buffer?.Dispose();
        foreach (var tensor in new[] { _embedded, _next, _logits }) tensor.Dispose();
    }

    /// <summary>The rows have changed.</summary>
    protected abstract void Resized();

    /// <summary>Runs the graph over everything but the cache, which is the caller's to lay out.</summary>
    protected abstract void Decode(int past, int length, CancellationToken deadline);

    /// <summary>A binding of the decoder with all that is not the cache attached.</summary>
    protected GraphBinding Bind()
    {
        var layout = Model.Layout;
        var binding = Model.Decode.Bind().Attach("inputs_embeds", _next.Buffer).Attach("logits", _logits.Buffer);
        if (layout.HasMask) binding.Attach("attention_mask", _mask);
        if (layout.PositionRows > 0) binding.Attach("position_ids", _positions);
        if (_keep is not null) binding.Attach("num_logits_to_keep", _keep);
        if (_branch is not null) binding.Attach("use_cache_branch", _branch);
        return binding;
    }

    /// <summary>Copies the first <paramref name="past"/> positions of every head; one row is repeated for all rows of the target.</summary>
    protected static void CopyPrefix(TensorBuffer from, TensorBuffer to, int past)
    {
        int size = from.Type.Size() * (int)from.Shape[3], prefix = past * size;
        int fromHead = (int)from.Shape[2] * size, toHead = (int)to.Shape[2] * size;
        int heads = (int)(from.Shape[0] * from.Shape[1]), targets = (int)(to.Shape[0] * to.Shape[1]);
        var source = from.Bytes;
        var target = to.Bytes;
        for (int h = 0; h < targets; h++) source.Slice(h % heads * fromHead, prefix).CopyTo(target[(h * toHead)..]);
    }

    /// <summary>Time, height and width advance together, as they do for text: imagined steps are a sequence, not a picture.</summary>
    private void Positions(int rows, int past, int length)
    {
        if (rows == 3) _positions.Reshape(3, Count, length);
        else _positions.Reshape(Count, length);
        var values = _positions.As<long>();
        for (int i = 0; i < values.Length; i++) values[i] = past + i % length;
    }

    /// <summary>A buffer of one element with the shape that a flag or number of the graph declares.</summary>
    private TensorBuffer Like(string name)
    {
        var value = Model.Decode.Inputs.First(i => i.Name == name);
        return new(value.Type, [.. value.Shape.Select(_ => 1L)]);
    }
}
