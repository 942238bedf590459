using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Forewarn.Learning.Verifiers;

/// <summary>The decoder over weights of any holder: token embeddings in, hidden states out.</summary>
public sealed class DecoderNet : IDisposable
{
    private readonly INetworkWeights parameters;
    private readonly DecoderOptions options;
    private readonly Tensor cos, sin;
    private readonly bool ownsTables = true;

    /// <param name="parameters">A store on which <see cref="Declare"/> was called.</param>
    public DecoderNet(INetworkWeights parameters, DecoderOptions options)
    {
        (this.parameters, this.options) = (parameters, options);
        var (c, s) = RotaryTable.Build(options.MaxTokens, options.HeadSize, options.RopeBase, options.Scaling);
        using var scope = NewDisposeScope();
        var device = parameters["embed.weight"].device;
        cos = tensor(c, options.MaxTokens, 1, options.HeadSize / 2).to(device).DetachFromDisposeScope();
        sin = tensor(s, options.MaxTokens, 1, options.HeadSize / 2).to(device).DetachFromDisposeScope();
    }

    private DecoderNet(INetworkWeights parameters, DecoderNet tables) =>
        (this.parameters, options, cos, sin, ownsTables) = (parameters, tables.options, tables.cos, tables.sin, false);

    /// <summary>The same decoder over other weights of its layout. It reads this one's rotary tables and must not outlive it.</summary>
    public DecoderNet Over(INetworkWeights weights) => new(weights, this);

    /// <summary>Declares every weight of the decoder.</summary>
    public static ParameterStore Declare(ParameterStore store, DecoderOptions options)
    {
        options.Validate();
        store.AddEmbedding("embed", options.Vocabulary, options.Width, 0.05);
        double residual = 1 / Math.Sqrt(2.0 * options.Layers);
        for (int i = 0; i < options.Layers; i++)
        {
            store.AddConstant($"layers.{i}.attention_norm", 1, options.Width)
                .AddLinear($"layers.{i}.qkv", options.Width, options.Attended, bias: false)
                .AddLinear($"layers.{i}.out", options.Heads * options.HeadSize, options.Width, residual, bias: false)
                .AddConstant($"layers.{i}.mlp_norm", 1, options.Width)
                .AddLinear($"layers.{i}.gate_up", options.Width, 2 * options.Hidden, bias: false)
                .AddLinear($"layers.{i}.down", options.Hidden, options.Width, residual, bias: false);
        }
        return store.AddConstant("norm", 1, options.Width);
    }

    /// <param name="ids">int64 <c>[B, S]</c>.</param>
    /// <returns><c>[B, S, D]</c>.</returns>
    public Tensor Embed(Tensor ids) => Embedding.index_select(0, ids.reshape(-1)).view([.. ids.shape, options.Width]);

    /// <summary>Embedding of every token, <c>[V, D]</c>.</summary>
    public Tensor Embedding => parameters["embed.weight"];

    /// <param name="embeds"><c>[B, S, D]</c>; row b sees its own earlier positions only.</param>
    /// <returns>Normalized hidden states, <c>[B, S, D]</c>.</returns>
    public Tensor Forward(Tensor embeds)
    {
        var (low, high, last) = ForwardTapped(embeds);
        low.Dispose();
        high.Dispose();
        return last;
    }

    /// <summary>As <see cref="Forward"/>, with the residual stream after one and two thirds of the layers beside it.</summary>
    /// <returns><c>[B, S, D]</c> each; the inner two are scaled to unit size and have no weights of their own.</returns>
    public (Tensor Low, Tensor High, Tensor Last) ForwardTapped(Tensor embeds)
    {
        using var scope = NewDisposeScope();
        Tensor x = embeds, low = embeds, high = embeds;
        for (int i = 0; i < options.Layers; i++)
        {
            x = Block(i, x);
            if (i == (options.Layers - 1) / 3) low = x;
            if (i == (2 * options.Layers - 1) / 3) high = x;
        }
        return (Unit(low).MoveToOuterDisposeScope(), Unit(high).MoveToOuterDisposeScope(), Norm("norm", x).MoveToOuterDisposeScope());
    }

    /// <summary>One layer of <see cref="Forward"/>.</summary>
    /// <param name="x">The residual stream, <c>[B, S, D]</c>.</param>
    internal Tensor Block(int layer, Tensor x)
    {
        using var scope = NewDisposeScope();
        x = x + Attend(layer, Norm($"layers.{layer}.attention_norm", x));
        return (x + Feed(layer, Norm($"layers.{layer}.mlp_norm", x))).MoveToOuterDisposeScope();
    }

    /// <summary>What <see cref="Forward"/> makes of the residual stream behind the last layer.</summary>
    internal Tensor Finish(Tensor x) => Norm("norm", x);

    /// <summary>Scores of every token, by a head of their own or by the embedding.</summary>
    /// <param name="hidden"><c>[.., D]</c>.</param>
    /// <returns><c>[.., V]</c>.</returns>
    public Tensor Logits(Tensor hidden) => parameters.Contains("head.weight") ? parameters.Linear("head", hidden) : F.linear(hidden, Embedding);

    /// <summary>
    /// As <see cref="Forward"/>, for positions that follow those in the cache, without gradient: either the first positions of
    /// every row, or one more of each.
    /// </summary>
    /// <param name="embeds"><c>[B, S, D]</c>, with S = 1 once the cache holds positions.</param>
    /// <param name="cache">Takes the keys and values of the new positions.</param>
    /// <returns>Normalized hidden states, <c>[B, S, D]</c>.</returns>
    public Tensor ForwardCached(Tensor embeds, KeyValueCache cache)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var x = embeds;
        for (int i = 0; i < options.Layers; i++)
        {
            x = x + Attend(i, Norm($"layers.{i}.attention_norm", x), cache);
            x = x + Feed(i, Norm($"layers.{i}.mlp_norm", x));
        }
        cache.Advance(embeds.shape[1]);
        return Norm("norm", x).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// As <see cref="Forward"/>, over trees of tokens without padding: what several sequences have in common in front is computed
    /// once.
    /// </summary>
    /// <param name="embeds"><c>[T, D]</c>, one row per token of the forest.</param>
    /// <returns>Normalized hidden states, <c>[T, D]</c>.</returns>
    public Tensor ForwardForest(Tensor embeds, TokenForest forest)
    {
        using var scope = NewDisposeScope();
        var slots = tensor(forest.Slots);
        var visible = tensor(forest.Visible, forest.Trees, 1, forest.Width, forest.Width);
        var positions = tensor(forest.Positions);
        var places = new Places(slots, visible, cos.index_select(0, positions), sin.index_select(0, positions), forest.Trees, forest.Width);
        var x = embeds;
        for (int i = 0; i < options.Layers; i++)
        {
            x = x + AttendForest(i, Norm($"layers.{i}.attention_norm", x), places);
            x = x + Feed(i, Norm($"layers.{i}.mlp_norm", x));
        }
        return Norm("norm", x).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        if (!ownsTables) return;
        cos.Dispose();
        sin.Dispose();
    }

    private Tensor Norm(string name, Tensor x)
    {
        using var unit = Unit(x);
        return unit * parameters[name];
    }

    private Tensor Unit(Tensor x)
    {
        using var scope = NewDisposeScope();
        if (x.dtype != ScalarType.Float32)
        {
            // Squares of half precision lose too much: the mean is taken in single precision, as the models were trained.
            var wide = x.to_type(ScalarType.Float32);
            return (wide * (wide.square().mean([-1], keepdim: true) + options.Epsilon).rsqrt()).to_type(x.dtype).MoveToOuterDisposeScope();
        }
        return (x * (x.square().mean([-1], keepdim: true) + options.Epsilon).rsqrt()).MoveToOuterDisposeScope();
    }

    private Tensor Attend(int layer, Tensor x, KeyValueCache? cache = null)
    {
        using var scope = NewDisposeScope();
        long rows = x.shape[0], length = x.shape[1], past = cache?.Length ?? 0;
        var (heads, shared, size) = (options.Heads, options.KvHeads, options.HeadSize);
        var all = parameters.Linear($"layers.{layer}.qkv", x).view(rows, length, heads + 2 * shared, size);
        var turned = RotaryTable.Rotate(all.narrow(2, 0, heads + shared), cos.narrow(0, past, length), sin.narrow(0, past, length));
        var query = turned.narrow(2, 0, heads).transpose(1, 2);
        var key = turned.narrow(2, heads, shared).transpose(1, 2);
        var value = all.narrow(2, heads + shared, shared).transpose(1, 2);
        if (cache is not null) (key, value) = cache.Append(layer, key, value);
        // One new position sees all others, so the query heads that share a key head may stand as rows of one attention.
        var mixed = past > 0
            ? F.scaled_dot_product_attention(query.reshape(rows, shared, heads / shared, size), key, value).reshape(rows, 1, heads * size)
            : F.scaled_dot_product_attention(query, Repeat(key), Repeat(value), is_casual: true)
                .transpose(1, 2).reshape(rows, length, heads * size);
        return parameters.Linear($"layers.{layer}.out", mixed).MoveToOuterDisposeScope();

        // Query head h reads key head h / (heads / shared).
        Tensor Repeat(Tensor t) => t.unsqueeze(2)
            .expand(rows, shared, heads / shared, length, size).reshape(rows, heads, length, size);
    }

    // Everything but the attention itself runs over the tokens alone; for it, they are laid out tree by tree.
    private Tensor AttendForest(int layer, Tensor x, Places places)
    {
        using var scope = NewDisposeScope();
        long tokens = x.shape[0];
        var (heads, shared, size) = (options.Heads, options.KvHeads, options.HeadSize);
        var all = parameters.Linear($"layers.{layer}.qkv", x).view(tokens, heads + 2 * shared, size);
        var turned = RotaryTable.Rotate(all.narrow(1, 0, heads + shared), places.Cos, places.Sin);
        var query = Lay(turned.narrow(1, 0, heads), heads);
        var key = Repeat(Lay(turned.narrow(1, heads, shared), shared));
        var value = Repeat(Lay(all.narrow(1, heads + shared, shared), shared));
        var mixed = F.scaled_dot_product_attention(query, key, value, places.Visible);
        var taken = mixed.transpose(1, 2).reshape(-1, heads * size).index_select(0, places.Slots);
        return parameters.Linear($"layers.{layer}.out", taken).MoveToOuterDisposeScope();

        Tensor Lay(Tensor t, int count) => zeros(places.Trees * places.Width, count * size)
            .index_copy(0, places.Slots, t.reshape(tokens, count * size)).view(places.Trees, places.Width, count, size).transpose(1, 2);

        Tensor Repeat(Tensor t) => t.unsqueeze(2).expand(places.Trees, shared, heads / shared, places.Width, size)
            .reshape(places.Trees, heads, places.Width, size);
    }

    private Tensor Feed(int layer, Tensor x)
    {
        using var scope = NewDisposeScope();
        var both = parameters.Linear($"layers.{layer}.gate_up", x);
        var gated = F.silu(both.narrow(-1, 0, options.Hidden)) * both.narrow(-1, options.Hidden, options.Hidden);
        return parameters.Linear($"layers.{layer}.down", gated).MoveToOuterDisposeScope();
    }

    private sealed record Places(Tensor Slots, Tensor Visible, Tensor Cos, Tensor Sin, long Trees, long Width);
}
