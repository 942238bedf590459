namespace Forewarn.Onnx;

/// <summary>Normalisation over the last axis.</summary>
public static class NormalizationLayers
{
    /// <summary>Layer normalisation of <c>[..., C]</c> (Ba, Kiros, Hinton 2016).</summary>
    /// <param name="scale"><c>[C]</c>.</param>
    /// <param name="offset"><c>[C]</c>, or null.</param>
    public static string LayerNorm(
        this GraphBuilder graph, string name, string x, float[] scale, float[]? offset, float epsilon = 1e-5f)
    {
        var weight = graph.Initializer(name + ".weight", scale, scale.Length);
        return offset is null
            ? graph.Op("LayerNormalization", [x, weight], ("axis", -1), ("epsilon", epsilon))
            : graph.Op("LayerNormalization", [x, weight, graph.Initializer(name + ".bias", offset, offset.Length)],
                ("axis", -1), ("epsilon", epsilon));
    }

    /// <summary>
    /// Root-mean-square normalisation of <c>[..., C]</c> (Zhang, Sennrich 2019), as the runtime's one fused kernel:
    /// the standard operator comes only with opset 23.
    /// </summary>
    public static string RmsNorm(
        this GraphBuilder graph, string name, string x, float[] scale, float epsilon = 1e-5f) =>
        graph.Op("SimplifiedLayerNormalization", [x, graph.Initializer(name + ".weight", scale, scale.Length)],
            ("axis", -1), ("epsilon", epsilon), ("stash_type", 1));

    /// <summary>Adds a residual and normalises the sum, in one kernel.</summary>
    /// <param name="x"><c>[B, S, C]</c>.</param>
    /// <param name="skip"><c>[B, S, C]</c>.</param>
    /// <returns>The normalised sum and the sum itself.</returns>
    public static (string Normalized, string Sum) SkipRmsNorm(
        this GraphBuilder graph, string name, string x, string skip, float[] scale, float epsilon = 1e-5f)
    {
        var outputs = graph.Ops("com.microsoft.SkipSimplifiedLayerNormalization",
            [x, skip, graph.Initializer(name + ".weight", scale, scale.Length)], 4, ("epsilon", epsilon));
        return (outputs[0], outputs[3]);
    }

    /// <summary>Group normalisation of <c>[M, C, ...]</c> (Wu, He 2018).</summary>
    /// <param name="groups">Divides <c>C</c>.</param>
    public static string GroupNorm(this GraphBuilder graph, string name, string x, int groups, float[] scale,
        float[] offset, float epsilon = 1e-5f)
    {
        var weight = graph.Initializer(name + ".weight", scale, scale.Length);
        var bias = graph.Initializer(name + ".bias", offset, offset.Length);
        return graph.Op("GroupNormalization", [x, weight, bias], ("num_groups", groups), ("epsilon", epsilon));
    }
}
