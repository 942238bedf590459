using Forewarn.Learning.Training;
using Forewarn.Learning.Verifiers;

namespace Forewarn.Learning.Tests.Verifiers;

/// <summary>The decoder with loops and nothing else: one layer, one row.</summary>
internal static class DecoderByHand
{
    public static double[] Forward(ParameterStore store, DecoderOptions options, float[] embeds, int length)
    {
        int width = options.Width, size = options.HeadSize, heads = options.Heads, shared = options.KvHeads;
        var x = embeds.Select(v => (double)v).ToArray();
        var qkv = Rows(Norm(x, store.Export("layers.0.attention_norm"), options), store.Export("layers.0.qkv.weight"), width);
        int packed = (heads + 2 * shared) * size;
        for (int t = 0; t < length; t++)
            for (int h = 0; h < heads + shared; h++) Turn(qkv.AsSpan(t * packed + h * size, size), t, options.RopeBase);
        var mixed = new double[length * width];
        for (int t = 0; t < length; t++)
            for (int h = 0; h < heads; h++)
            {
                int k = heads + h / (heads / shared), v = k + shared;
                var weights = Enumerable.Range(0, t + 1).Select(s => Math.Exp(Enumerable.Range(0, size)
                    .Sum(c => qkv[t * packed + h * size + c] * qkv[s * packed + k * size + c]) / Math.Sqrt(size))).ToArray();
                for (int c = 0; c < size; c++)
                    mixed[t * width + h * size + c] = weights.Select((w, s) => w * qkv[s * packed + v * size + c]).Sum() / weights.Sum();
            }
        Add(x, Rows(mixed, store.Export("layers.0.out.weight"), width));
        var both = Rows(Norm(x, store.Export("layers.0.mlp_norm"), options), store.Export("layers.0.gate_up.weight"), width);
        var gated = new double[length * options.Hidden];
        for (int t = 0; t < length; t++)
            for (int c = 0; c < options.Hidden; c++)
            {
                double gate = both[t * 2 * options.Hidden + c];
                gated[t * options.Hidden + c] = gate / (1 + Math.Exp(-gate)) * both[t * 2 * options.Hidden + options.Hidden + c];
            }
        Add(x, Rows(gated, store.Export("layers.0.down.weight"), options.Hidden));
        return Norm(x, store.Export("norm"), options);
    }

    private static double[] Norm(double[] x, float[] scale, DecoderOptions options)
    {
        int width = options.Width;
        var y = new double[x.Length];
        for (int t = 0; t < x.Length / width; t++)
        {
            double mean = x.Skip(t * width).Take(width).Sum(v => v * v) / width;
            for (int c = 0; c < width; c++) y[t * width + c] = x[t * width + c] / Math.Sqrt(mean + options.Epsilon) * scale[c];
        }
        return y;
    }

    private static double[] Rows(double[] x, float[] weight, int inputs)
    {
        int rows = x.Length / inputs, outputs = weight.Length / inputs;
        var y = new double[rows * outputs];
        for (int r = 0; r < rows; r++)
            for (int o = 0; o < outputs; o++)
                for (int i = 0; i < inputs; i++) y[r * outputs + o] += x[r * inputs + i] * weight[o * inputs + i];
        return y;
    }

    private static void Turn(Span<double> head, int position, double @base)
    {
        int half = head.Length / 2;
        for (int i = 0; i < half; i++)
        {
            double angle = position * Math.Pow(@base, -2.0 * i / head.Length);
            var (a, b) = (head[i], head[half + i]);
            (head[i], head[half + i]) = (a * Math.Cos(angle) - b * Math.Sin(angle), b * Math.Cos(angle) + a * Math.Sin(angle));
        }
    }

    private static void Add(double[] x, double[] y)
    {
        for (int i = 0; i < x.Length; i++) x[i] += y[i];
    }
}
