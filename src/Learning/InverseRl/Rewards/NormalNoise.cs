using System.Numerics.Tensors;
using Forewarn.Core;

namespace Forewarn.Learning.InverseRl.Rewards;

/// <summary>Standard normal draws in bulk: Box-Muller with both of its results, over vectors.</summary>
internal sealed class NormalNoise
{
    private const int Piece = 512;
    private readonly float[] _radius = new float[Piece], _angle = new float[Piece], _wave = new float[Piece];

    public void Fill(Span<float> values, SeedStream seed)
    {
        for (int from = 0; from < values.Length; from += 2 * Piece)
        {
            var rest = values[from..Math.Min(values.Length, from + 2 * Piece)];
            int pairs = (rest.Length + 1) / 2;
            Span<float> radius = _radius.AsSpan(0, pairs), angle = _angle.AsSpan(0, pairs), wave = _wave.AsSpan(0, pairs);
            for (int i = 0; i < pairs; i++)
            {
                ulong bits = seed.NextUInt64();
                // The upper half in (0, 1], for its logarithm; the lower half in [0, 2 pi).
                radius[i] = ((uint)(bits >> 32) + 1.0f) * (1.0f / 4294967296.0f);
                angle[i] = (uint)bits * (MathF.Tau / 4294967296.0f);
            }
            TensorPrimitives.Log(radius, radius);
            TensorPrimitives.Multiply(radius, -2, radius);
            TensorPrimitives.Sqrt(radius, radius);
            TensorPrimitives.Cos(angle, wave);
            TensorPrimitives.Multiply(wave, radius, rest[..pairs]);
            TensorPrimitives.Sin(angle, wave);
            int left = rest.Length - pairs;
            TensorPrimitives.Multiply<float>(wave[..left], radius[..left], rest[pairs..]);
        }
    }
}
