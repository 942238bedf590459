using Forewarn.Inference;
using Forewarn.Onnx;

namespace Forewarn.Verifier;

/// <summary>
/// The decoder with its key-value cache, input and output in one buffer. Tokens are appended behind a position of the
/// caller's choice, so a prefix is computed once and continued as often and in as many ways as wanted. Not for several
/// threads at once.
/// </summary>
internal sealed class DecoderCache : IDisposable
{
    private readonly VerifierModel model;
    private readonly GraphBinding embed, decode;
    private readonly TensorBuffer[] cache;
    private readonly int capacity;
    private DecoderCache? beside;

    /// <param name="capacity">Most tokens per row.</param>
    public DecoderCache(VerifierModel model, int capacity)
    {
        (this.model, this.capacity) = (model, capacity);
        embed = model.Package.Graph("embed").Bind(("B", 1), ("S", 1));
        decode = model.Package.Graph("decode").Bind(("B", 1), ("S", 1), ("M", capacity));
        cache = new TensorBuffer[2 * model.Layers];
        for (int i = 0; i < cache.Length; i++)
        {
            cache[i] = new(OnnxType.Float, 1, model.KvHeads, capacity, model.HeadSize);
            string name = $"{i / 2}.{(i % 2 == 0 ? "key" : "value")}";
            decode.Attach("past_key_values." + name, cache[i]).Attach("present." + name, cache[i]);
        }
    }

    /// <summary>Sets the number of rows <c>B</c>; the cache's content is lost when it changes.</summary>
    public void Rows(int rows)
    {
        foreach (var buffer in cache) buffer.Reshape(rows, model.KvHeads, capacity, model.HeadSize);
        embed.Resize("B", rows);
        decode.Resize("B", rows);
    }

    /// <summary>Embeddings of tokens of every row, written into <paramref name="target"/>.</summary>
    /// <param name="ids"><c>[B * S]</c>.</param>
    /// <param name="target"><c>[B * S * D]</c>.</param>
    public void Embed(ReadOnlySpan<int> ids, int length, Span<float> target, CancellationToken deadline)
    {
        embed.Resize("S", length);
        var input = embed.Input<long>("input_ids");
        for (int i = 0; i < ids.Length; i++) input[i] = ids[i];
        embed.Run(deadline);
        embed.Output<float>("inputs_embeds").CopyTo(target);
    }

    /// <summary>Room for the embeddings of the next <see cref="Run"/>, <c>[B, S, D]</c>.</summary>
    public Span<float> Next(int length)
    {
        decode.Resize("S", length);
        return decode.Input<float>("inputs_embeds");
    }

    /// <summary>Runs over the embeddings given to <see cref="Next"/>.</summary>
    /// <param name="past">Valid positions before them; more than one row and more than one token need 0.</param>
    /// <returns>
    /// Logits, valid until the next run: <c>[B, 1, V]</c> of the last position, or <c>[B, S, V]</c> where a package computes all.
    /// </returns>
    public ReadOnlySpan<float> Run(int past, int length, CancellationToken deadline)
    {
        decode.Input<int>("seqlens_k").Fill(past + length - 1);
        decode.Input<int>("total_sequence_length")[0] = past + length;
        decode.Run(deadline);
        return decode.Output<float>("logits");
    }

    /// <summary>Appends tokens to the only row.</summary>
    /// <returns>Logits of the last position, <c>[V]</c>.</returns>
    public ReadOnlySpan<float> Append(int past, ReadOnlySpan<int> ids, CancellationToken deadline)
    {
        Embed(ids, ids.Length, Next(ids.Length), deadline);
        return Run(past, ids.Length, deadline)[^model.Vocabulary..];
    }

    /// <summary>
    /// Continues the only row in several ways that do not see each other. Single tokens are one batch behind copies of the
    /// prefix: each alone would read all weights for one row of products. Longer ones fill the products by themselves and
    /// follow each other in place: the attention operator continues several rows by one token only, and a batch that
    /// computes the prefix in every row gains less than that costs.
    /// </summary>
    /// <param name="past">Positions of the shared prefix.</param>
    /// <param name="ids"><c>[R * S]</c>: every way is as long as the others.</param>
    /// <param name="count">Ways <c>R</c>.</param>
    /// <returns>Logits of every way's last position, <c>[R, V]</c>.</returns>
    public float[] Continue(int past, ReadOnlySpan<int> ids, int count, CancellationToken deadline)
    {
        if (ids.Length == count && count > 1) return Beside(past, ids, deadline);
        int length = ids.Length / Math.Max(1, count);
        var logits = new float[count * model.Vocabulary];
        for (int r = 0; r < count; r++)
            Append(past, ids.Slice(r * length, length), deadline).CopyTo(logits.AsSpan(r * model.Vocabulary));
        return logits;
    }

    public void Dispose()
    {
        beside?.Dispose();
        embed.Dispose();
        decode.Dispose();
        foreach (var buffer in cache) buffer.Dispose();
    }

    /// <summary>One token behind each copy of the first <paramref name="past"/> positions.</summary>
    private float[] Beside(int past, ReadOnlySpan<int> ids, CancellationToken deadline)
    {
        beside ??= new(model, capacity);
        beside.Rows(ids.Length);
        int head = capacity * model.HeadSize, prefix = past * model.HeadSize;
        for (int i = 0; i < cache.Length; i++)
        {
            ReadOnlySpan<float> from = cache[i].As<float>();
            var to = beside.cache[i].As<float>();
            for (int h = 0; h < ids.Length * model.KvHeads; h++)
                from.Slice(h % model.KvHeads * head, prefix).CopyTo(to[(h * head)..]);
        }
        beside.Embed(ids, 1, beside.Next(1), deadline);
        return beside.Run(past, 1, deadline).ToArray();
    }
}
