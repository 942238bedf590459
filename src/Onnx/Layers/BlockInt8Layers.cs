namespace Forewarn.Onnx;

/// <summary>
/// Fully connected layers whose weights are eight-bit integers with a scale and a zero of their own for every 32 of a row, and whose
/// activations stay in floats: the runtime's <c>MatMulNBits</c>. A weight is off by half a step of its block, 1/255 of the block's
/// range. Steps as wide as a whole row asks for cost 1.5 times that, rounded activations as in <see cref="Int8Weights"/> more.
/// </summary>
public static class BlockInt8Layers
{
    /// <summary>Weights per scale.</summary>
    public const int Block = 32;

    private const int Largest = 255;

    /// <summary><c>x Wᵀ + b</c> over the last axis: <c>[..., in]</c> to <c>[..., out]</c>.</summary>
    /// <param name="name">Prefix of what is stored; once for each layer.</param>
    /// <param name="weight"><c>[out, in]</c>, row-major, as trained.</param>
    /// <param name="outputs"><c>out</c>.</param>
    /// <param name="bias"><c>[out]</c>, or null.</param>
    public static string LinearInt8(this GraphBuilder graph, string name, string x, float[] weight, int outputs, float[]? bias = null)
    {
        if (outputs < 1 || weight.Length % outputs != 0)
            throw new ArgumentException($"layer '{name}': found {weight.Length} weights, wanted [out={outputs}, in].", nameof(weight));
        int inputs = weight.Length / outputs, blocks = Blocks(inputs);
        var (values, scales, zeros) = Round(weight, inputs);
        string stored = graph.RawInitializer(name + ".weight.int8", OnnxType.UInt8, values, outputs, blocks, Block);
        string scale = graph.Initializer(name + ".weight.scale", scales, outputs * blocks);
        string zero = graph.Initializer(name + ".weight.zero", zeros, outputs * blocks);
        string product = graph.Op("com.microsoft.MatMulNBits", [x, stored, scale, zero],
            ("K", inputs), ("N", outputs), ("bits", 8), ("block_size", Block), ("accuracy_level", 1));
        return bias is null ? product : graph.Add(product, graph.Initializer(name + ".bias", bias, outputs));
    }

    /// <summary><c>w ≈ (q - z) · scale</c>, ties to even; zero stays zero, and rows are filled up with it to whole blocks.</summary>
    /// <param name="weights"><c>[rows, inputs]</c>.</param>
    /// <returns>Values <c>[rows, blocks, 32]</c>, scales and zeros <c>[rows, blocks]</c>.</returns>
    internal static (byte[] Values, float[] Scales, byte[] Zeros) Round(ReadOnlySpan<float> weights, int inputs)
    {
        int rows = weights.Length / inputs, blocks = Blocks(inputs);
        var (values, scales, zeros) = (new byte[rows * blocks * Block], new float[rows * blocks], new byte[rows * blocks]);
        for (int at = 0; at < scales.Length; at++)
        {
            int first = at % blocks * Block;
            var block = weights.Slice(at / blocks * inputs + first, Math.Min(Block, inputs - first));
            float low = 0, high = 0;
            foreach (float w in block) (low, high) = (Math.Min(low, w), Math.Max(high, w));
            float scale = scales[at] = (high - low) / Largest;
            if (scale == 0) continue;
            zeros[at] = (byte)MathF.Round(-low / scale);
            var target = values.AsSpan(at * Block, Block);
            target.Fill(zeros[at]);
            for (int i = 0; i < block.Length; i++) target[i] = (byte)Math.Clamp(MathF.Round(block[i] / scale) + zeros[at], 0, Largest);
        }
        return (values, scales, zeros);
    }

    private static int Blocks(int inputs) => (inputs + Block - 1) / Block;
}
