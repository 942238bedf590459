namespace Forewarn.Onnx;

/// <summary>Two-dimensional convolutions over <c>[M, C, H, W]</c> with square kernels.</summary>
public static class ConvolutionLayers
{
    /// <param name="weight"><c>[out, in / groups, kernel, kernel]</c>.</param>
    /// <param name="outputs"><c>out</c>.</param>
    /// <param name="bias"><c>[out]</c>, or null.</param>
    public static string Conv(this GraphBuilder graph, string name, string x, float[] weight, int outputs, int kernel,
        float[]? bias = null, int stride = 1, int padding = 0, int groups = 1) =>
        graph.Op("Conv", Inputs(graph, name, x, weight, outputs, kernel, bias),
            Kernel(kernel), Stride(stride), Padding(padding), ("group", groups));

    /// <summary>
    /// Transposed convolution: output size <c>(H - 1) stride - 2 padding + kernel + outputPadding</c>.
    /// </summary>
    /// <param name="weight"><c>[in, out, kernel, kernel]</c>.</param>
    /// <param name="inputs"><c>in</c>.</param>
    /// <param name="bias"><c>[out]</c>, or null.</param>
    public static string ConvTranspose(this GraphBuilder graph, string name, string x, float[] weight, int inputs,
        int kernel, float[]? bias = null, int stride = 1, int padding = 0, int outputPadding = 0) =>
        graph.Op("ConvTranspose", Inputs(graph, name, x, weight, inputs, kernel, bias),
            Kernel(kernel), Stride(stride), Padding(padding),
            OnnxAttribute.Ints("output_padding", outputPadding, outputPadding));

    /// <summary>Doubles (or more) height and width by repeating pixels.</summary>
    public static string UpsampleNearest(this GraphBuilder graph, string x, int factor = 2) =>
        graph.Op("Resize", [x, "", graph.Initializer($"upsample {factor}", [1f, 1f, factor, factor], 4)],
            ("mode", "nearest"), ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor"));

    /// <summary>Mean over height and width: <c>[M, C, H, W]</c> to <c>[M, C]</c>.</summary>
    public static string GlobalAverage(this GraphBuilder graph, string x) =>
        graph.Squeeze(graph.Op("GlobalAveragePool", [x]), 2, 3);

    private static string[] Inputs(
        GraphBuilder graph, string name, string x, float[] weight, int outer, int kernel, float[]? bias)
    {
        int size = outer * kernel * kernel;
        if (size < 1 || weight.Length % size != 0)
            throw new ArgumentException(
                $"layer '{name}': found {weight.Length} weights, wanted [{outer}, n, {kernel}, {kernel}].",
                nameof(weight));
        var stored = graph.Initializer(name + ".weight", weight, outer, weight.Length / size, kernel, kernel);
        return bias is null ? [x, stored] : [x, stored, graph.Initializer(name + ".bias", bias, bias.Length)];
    }

    private static OnnxAttribute Kernel(int size) => OnnxAttribute.Ints("kernel_shape", size, size);

    private static OnnxAttribute Stride(int size) => OnnxAttribute.Ints("strides", size, size);

    private static OnnxAttribute Padding(int size) => OnnxAttribute.Ints("pads", size, size, size, size);
}
