namespace Forewarn.Onnx;

/// <summary>Attention in ONNX Runtime's fused forms, the fast ones on its CPU provider.</summary>
public static class AttentionLayers
{
    /// <summary>Multi-head attention of <c>[B, S, D]</c> over <c>[B, L, D]</c>, giving <c>[B, S, D]</c>.</summary>
    /// <param name="scale">Factor on the scores; null = 1 / sqrt(D / heads).</param>
    /// <param name="causal">Position s sees keys 0..s only.</param>
    public static string MultiHeadAttention(this GraphBuilder graph, string query, string key, string value, int heads,
        bool causal = false, float? scale = null) =>
        scale is float factor
            ? graph.Op("com.microsoft.MultiHeadAttention", [query, key, value],
                ("num_heads", heads), ("unidirectional", causal), ("scale", factor))
            : graph.Op("com.microsoft.MultiHeadAttention", [query, key, value],
                ("num_heads", heads), ("unidirectional", causal));

    /// <summary>
    /// Causal attention with a key-value cache. Bind the same buffer as past and present: the new keys and values are
    /// written in place at each row's own position.
    /// </summary>
    /// <param name="query"><c>[B, S, heads * size]</c>.</param>
    /// <param name="key"><c>[B, S, kvHeads * size]</c>; <paramref name="value"/> alike.</param>
    /// <param name="pastKey"><c>[B, kvHeads, M, size]</c> with capacity M; <paramref name="pastValue"/> alike.</param>
    /// <param name="lengths">int32 <c>[B]</c>: valid positions of each row including the new ones, minus one.</param>
    /// <param name="total">int32 scalar: the longest row including the new positions.</param>
    /// <param name="presentKey">Name of the updated cache; <paramref name="presentValue"/> alike. Declare both as
    /// outputs.</param>
    public static string GroupQueryAttention(this GraphBuilder graph, string query, string key, string value,
        string pastKey, string pastValue, string lengths, string total, string presentKey, string presentValue,
        int heads, int kvHeads)
    {
        string result = presentKey + ".attended";
        graph.Node("com.microsoft.GroupQueryAttention", [query, key, value, pastKey, pastValue, lengths, total],
            [result, presentKey, presentValue], ("num_heads", heads), ("kv_num_heads", kvHeads));
        return result;
    }
}
