namespace Forewarn.Onnx;

/// <summary>Fully connected layers.</summary>
public static class DenseLayers
{
    /// <summary>
    /// <c>x Wᵀ + b</c> over the last axis: <c>[..., in]</c> to <c>[..., out]</c>. The weights are transposed once,
    /// here, so that the runtime multiplies without transposing.
    /// </summary>
    /// <param name="name">Prefix of the stored <c>.weight_t</c> and <c>.bias</c>; used twice, stored once.</param>
    /// <param name="weight"><c>[out, in]</c>, row-major, as trained.</param>
    /// <param name="outputs"><c>out</c>.</param>
    /// <param name="bias"><c>[out]</c>, or null.</param>
    public static string Linear(
        this GraphBuilder graph, string name, string x, float[] weight, int outputs, float[]? bias = null)
    {
        if (outputs < 1 || weight.Length % outputs != 0)
            throw new ArgumentException(
                $"layer '{name}': found {weight.Length} weights, wanted [out={outputs}, in].", nameof(weight));
        int inputs = weight.Length / outputs;
        var matrix = graph.Derived(
            name + ".weight_t", weight, () => Transposed(weight, outputs, inputs), inputs, outputs);
        var product = graph.MatMul(x, matrix);
        return bias is null ? product : graph.Add(product, graph.Initializer(name + ".bias", bias, outputs));
    }

    private static float[] Transposed(float[] weight, int rows, int columns)
    {
        var result = new float[weight.Length];
        for (int r = 0; r < rows; r++)
            for (int c = 0; c < columns; c++) result[c * rows + r] = weight[r * columns + c];
        return result;
    }
}
