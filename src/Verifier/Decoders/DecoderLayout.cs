using System.Globalization;
using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Onnx;

namespace Forewarn.Verifier;

/// <summary>
/// What a decoder graph of the Hugging Face layout asks for and gives, read off its border: nothing is assumed of the model behind it.
/// </summary>
public sealed record DecoderLayout
{
    private const string Fix = "Export the decoder with the names of the Hugging Face layout (inputs_embeds, past_key_values.N.key|value, logits, present.N.key|value).";

    private DecoderLayout() { }

    public CacheForm Cache { get; private init; }

    /// <summary>Element type of keys and values: float or float16.</summary>
    public OnnxType CacheType { get; private init; }

    /// <summary>Element type of <c>inputs_embeds</c>: float or float16.</summary>
    public OnnxType EmbedType { get; private init; }

    /// <summary>Element type of <c>logits</c>: float or float16.</summary>
    public OnnxType LogitType { get; private init; }

    /// <summary>Width <c>D</c> of a token.</summary>
    public int Width { get; private init; }

    public int Layers { get; private init; }

    public int KvHeads { get; private init; }

    public int HeadSize { get; private init; }

    /// <summary>Number of tokens <c>V</c>; 0 where the graph leaves the axis free.</summary>
    public int Vocabulary { get; private init; }

    /// <summary>Whether the graph reads <c>attention_mask [B, P + S]</c>.</summary>
    public bool HasMask { get; private init; }

    /// <summary>Rows of <c>position_ids</c>: 0 none, 1 for <c>[B, S]</c>, 3 for <c>[3, B, S]</c> (time, height, width).</summary>
    public int PositionRows { get; private init; }

    /// <summary>Whether the graph reads <c>num_logits_to_keep</c>.</summary>
    public bool HasLogitsToKeep { get; private init; }

    /// <summary>Whether the graph reads <c>use_cache_branch</c>.</summary>
    public bool HasCacheBranch { get; private init; }

    /// <summary>Whether <c>logits</c> are declared for one position only.</summary>
    public bool LastLogitOnly { get; private init; }

    /// <summary>Whether the graph reads <c>seqlens_k</c> and <c>total_sequence_length</c>.</summary>
    public bool HasLengths { get; private init; }

    internal IReadOnlyList<CacheLayer> Tensors { get; private init; } = [];

    /// <param name="sharesBuffer">Said by the package of graphs that can write the cache in place but do not show it.</param>
    /// <exception cref="ForewarnException">The graph lacks a name, or asks for something that is not known.</exception>
    public static DecoderLayout Of(GraphSession graph, bool sharesBuffer = false)
    {
        var inputs = graph.Inputs.ToDictionary(i => i.Name);
        var outputs = graph.Outputs.ToDictionary(o => o.Name);
        var embeds = Take(graph, inputs, "inputs_embeds", 3, OnnxType.Float, OnnxType.Float16);
        var logits = Take(graph, outputs, "logits", 3, OnnxType.Float, OnnxType.Float16);
        var tensors = Pairs(graph, inputs, outputs);
        var first = inputs[tensors[0].Past];
        foreach (var tensor in tensors) RequireLike(graph, first, inputs[tensor.Past]);
        var positions = inputs.GetValueOrDefault("position_ids");
        bool lengths = inputs.ContainsKey("seqlens_k");
        if (lengths) Take(graph, inputs, "total_sequence_length", null, OnnxType.Int32);
        RequireKnown(graph, inputs.Keys.Except(tensors.Select(t => t.Past)));
        return new()
        {
            Cache = lengths || sharesBuffer ? CacheForm.Shared : CacheForm.Concatenated,
            CacheType = first.Type, EmbedType = embeds.Type, LogitType = logits.Type,
            Width = Fixed(graph, embeds, 2), KvHeads = Fixed(graph, first, 1), HeadSize = Fixed(graph, first, 3),
            Layers = tensors.Count / 2, Vocabulary = (int)Math.Max(0, logits.Shape[2].Size), LastLogitOnly = logits.Shape[1].Size == 1,
            HasMask = inputs.ContainsKey("attention_mask"), HasLengths = lengths,
            PositionRows = positions is null ? 0 : Rows(graph, positions),
            HasLogitsToKeep = inputs.ContainsKey("num_logits_to_keep"), HasCacheBranch = inputs.ContainsKey("use_cache_branch"),
            Tensors = tensors,
        };
    }

    private static ValueInfo Take(GraphSession graph, Dictionary<string, ValueInfo> values, string name, int? rank, params ReadOnlySpan<OnnxType> types)
    {
        if (!values.TryGetValue(name, out var value))
            throw ForewarnException.Of($"graph '{graph.Name}'", $"the values {string.Join(", ", values.Keys.Order())}", $"'{name}'", Fix);
        if ((rank is int r && value.Shape.Count != r) || !types.Contains(value.Type))
            throw ForewarnException.Of($"graph '{graph.Name}', '{name}'", $"{value.TypeName} [{string.Join(", ", value.Shape)}]",
                $"{string.Join(" or ", types.ToArray().Select(t => t.Name()))}{(rank is null ? "" : $" of {rank} axes")}", Fix);
        return value;
    }

    /// <summary>Keys and values in layer order; every past needs its present.</summary>
    private static List<CacheLayer> Pairs(GraphSession graph, Dictionary<string, ValueInfo> inputs, Dictionary<string, ValueInfo> outputs)
    {
        var pasts = inputs.Keys.Where(n => n.StartsWith("past_key_values.", StringComparison.Ordinal)).OrderBy(Layer).ThenBy(n => n, StringComparer.Ordinal).ToList();
        if (pasts.Count == 0 || pasts.Count % 2 != 0)
            throw ForewarnException.Of($"graph '{graph.Name}'", $"{pasts.Count} inputs past_key_values.*", "one key and one value for every layer", Fix);
        var pairs = new List<CacheLayer>(pasts.Count);
        foreach (string past in pasts)
        {
            Take(graph, inputs, past, 4, OnnxType.Float, OnnxType.Float16);
            string present = "present" + past["past_key_values".Length..];
            Take(graph, outputs, present, 4, inputs[past].Type);
            pairs.Add(new(past, present));
        }
        return pairs;

        int Layer(string name) => int.TryParse(name.Split('.')[1], NumberStyles.None, CultureInfo.InvariantCulture, out int layer)
            ? layer
            : throw ForewarnException.Of($"graph '{graph.Name}'", $"the input '{name}'", "past_key_values.N.key or .value", Fix);
    }

    private static void RequireLike(GraphSession graph, ValueInfo first, ValueInfo other)
    {
        if (first.Type != other.Type || first.Shape[1] != other.Shape[1] || first.Shape[3] != other.Shape[3])
            throw ForewarnException.Of($"graph '{graph.Name}', '{other.Name}'", $"{other.TypeName} [{string.Join(", ", other.Shape)}]",
                $"heads and type as in '{first.Name}', {first.TypeName} [{string.Join(", ", first.Shape)}]",
                "Decoders whose layers differ in their caches are not supported.");
    }

    private static void RequireKnown(GraphSession graph, IEnumerable<string> names)
    {
        string[] known = ["inputs_embeds", "attention_mask", "position_ids", "num_logits_to_keep", "use_cache_branch", "seqlens_k", "total_sequence_length"];
        string[] foreign = [.. names.Except(known).Order()];
        if (foreign.Length > 0)
            throw ForewarnException.Of($"graph '{graph.Name}'", $"the inputs {string.Join(", ", foreign)}", $"none but {string.Join(", ", known)} and past_key_values.*",
                foreign.Contains("input_ids") ? "Export the embedding as a graph of its own (embed_tokens) and the decoder over inputs_embeds." : Fix);
    }

    private static int Rows(GraphSession graph, ValueInfo positions) => (positions.Shape.Count, positions.Shape[0].Size) switch
    {
        (2, _) => 1,
        (3, 3) => 3,
        _ => throw ForewarnException.Of($"graph '{graph.Name}', 'position_ids'", $"[{string.Join(", ", positions.Shape)}]", "[B, S] or [3, B, S]", Fix),
    };

    private static int Fixed(GraphSession graph, ValueInfo value, int axis) => value.Shape[axis].Name is null
        ? (int)value.Shape[axis].Size
        : throw ForewarnException.Of($"graph '{graph.Name}', '{value.Name}', axis {axis}", $"the free axis '{value.Shape[axis].Name}'", "a fixed size",
            "Export the decoder with its widths and head counts fixed.");
}
