using Forewarn.Core;
using Forewarn.Recording.SafeTensors;

namespace Forewarn.Learning.Verifiers.Alignment;

/// <summary>What the weights of a Llama- or Qwen2-type decoder are called in its files, and here.</summary>
internal sealed class WeightNames
{
    private const string EmbeddingEnd = "embed_tokens.weight";

    private readonly SafeTensorsSet _files;
    private readonly string _prefix;

    /// <exception cref="ForewarnException">The files hold no such decoder.</exception>
    public WeightNames(SafeTensorsSet files, DecoderOptions options)
    {
        _files = files;
        // Alone, the decoder stands under "model."; behind a vision tower under a name of its own.
        string[] embeddings = [.. files.Names.Where(n => n.EndsWith(EmbeddingEnd, StringComparison.Ordinal) && !n.Contains("vision", StringComparison.Ordinal))];
        if (embeddings.Length != 1)
            throw ForewarnException.Of("safetensors", embeddings.Length == 0 ? $"no '{EmbeddingEnd}' among {files.Names.Count} tensors" : string.Join(", ", embeddings),
                "the embedding of one language model", "Give the folder of a decoder of Llama's form.", ExitCode.Usage);
        _prefix = embeddings[0][..^EmbeddingEnd.Length];
        All = [.. List(options)];
    }

    public IReadOnlyList<Weight> All { get; }

    private IEnumerable<Weight> List(DecoderOptions options)
    {
        long width = options.Width, queries = options.Heads * options.HeadSize, keys = options.KvHeads * options.HeadSize;
        yield return One("embed.weight", EmbeddingEnd, options.Vocabulary, width);
        for (int i = 0; i < options.Layers; i++)
        {
            string here = $"layers.{i}", there = $"layers.{i}.";
            yield return One(here + ".attention_norm", there + "input_layernorm.weight", width);
            yield return new(here + ".qkv.weight",
                [Part(there + "self_attn.q_proj.weight", queries, width), Part(there + "self_attn.k_proj.weight", keys, width),
                 Part(there + "self_attn.v_proj.weight", keys, width)]);
            if (_files.Names.Contains(_prefix + there + "self_attn.q_proj.bias"))
                yield return new(here + ".qkv.bias",
                    [Part(there + "self_attn.q_proj.bias", queries), Part(there + "self_attn.k_proj.bias", keys), Part(there + "self_attn.v_proj.bias", keys)]);
            yield return One(here + ".out.weight", there + "self_attn.o_proj.weight", width, queries);
            yield return One(here + ".mlp_norm", there + "post_attention_layernorm.weight", width);
            yield return new(here + ".gate_up.weight", 
                [Part(there + "mlp.gate_proj.weight", options.Hidden, width), Part(there + "mlp.up_proj.weight", options.Hidden, width)]);
            yield return One(here + ".down.weight", there + "mlp.down_proj.weight", width, options.Hidden);
        }
        yield return One("norm", "norm.weight", width);
        // The head stands outside of the decoder's own part; models that tie it to the embedding leave it out.
        if (_files.Names.FirstOrDefault(n => n.EndsWith("lm_head.weight", StringComparison.Ordinal)) is { } head)
            yield return new("head.weight", [new(head, [options.Vocabulary, width])]);
    }

    private Weight One(string name, string theirs, params long[] shape) => new(name, [Part(theirs, shape)]);

    private TensorPart Part(string theirs, params long[] shape) => new(_prefix + theirs, shape);

    /// <param name="Name">Here.</param>
    /// <param name="Parts">There, one below the other.</param>
    internal sealed record Weight(string Name, IReadOnlyList<TensorPart> Parts);

    internal sealed record TensorPart(string Name, long[] Shape);
}
