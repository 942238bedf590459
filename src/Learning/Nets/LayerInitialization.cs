using System.Numerics.Tensors;
using Forewarn.Core;

namespace Forewarn.Learning.Nets;

/// <summary>First values of one layer.</summary>
internal static class LayerInitialization
{
    /// <param name="weights"><c>[inputs, outputs]</c>.</param>
    /// <param name="factor">On the weights of the layer.</param>
    public static void Fill(Initialization kind, Span<float> weights, Span<float> bias, int inputs, SeedStream seed, double factor)
    {
        if (kind == Initialization.Orthogonal) Orthogonal(weights, inputs, seed);
        else
        {
            double bound = 1 / Math.Sqrt(inputs);
            foreach (ref float w in weights) w = (float)seed.Uniform(-bound, bound);
            foreach (ref float b in bias) b = (float)seed.Uniform(-bound, bound);
        }
        TensorPrimitives.Multiply(weights, (float)factor, weights);
    }

    /// <summary>Gram-Schmidt, twice for accuracy, over the shorter side.</summary>
    private static void Orthogonal(Span<float> weights, int inputs, SeedStream seed)
    {
        int outputs = weights.Length / inputs, count = Math.Min(inputs, outputs), length = Math.Max(inputs, outputs);
        var vectors = new double[count][];
        for (int i = 0; i < count; i++)
        {
            var v = vectors[i] = new double[length];
            for (int j = 0; j < length; j++) v[j] = seed.NextNormal();
            for (int pass = 0; pass < 2; pass++)
            {
                for (int k = 0; k < i; k++)
                {
                    double dot = TensorPrimitives.Dot<double>(v, vectors[k]);
                    TensorPrimitives.MultiplyAdd(vectors[k], -dot, v, v);
                }
                TensorPrimitives.Divide(v, TensorPrimitives.Norm<double>(v), v);
            }
        }
        for (int r = 0; r < inputs; r++)
            for (int c = 0; c < outputs; c++)
                weights[r * outputs + c] = (float)(inputs <= outputs ? vectors[r][c] : vectors[c][r]);
    }
}
