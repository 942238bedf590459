using static TorchSharp.torch;

namespace Forewarn.Learning.Verifiers;

/// <summary>
/// Rotary position embedding (Su et al. 2021) in Llama's half-split form: channel <c>i</c> of the first half is rotated
/// with channel <c>i</c> of the second half by the angle <c>position * base^(-2 i / size)</c>.
/// </summary>
public static class RotaryTable
{
    /// <returns>Cosines and sines, each <c>[positions, size / 2]</c>, row-major.</returns>
    public static (float[] Cos, float[] Sin) Build(int positions, int size, double @base, RopeScaling? scaling = null)
    {
        int half = size / 2;
        var (cos, sin) = (new float[positions * half], new float[positions * half]);
        for (int p = 0; p < positions; p++)
            for (int i = 0; i < half; i++)
            {
                double frequency = Math.Pow(@base, -2.0 * i / size);
                double angle = p * (scaling?.Apply(frequency) ?? frequency);
                (cos[p * half + i], sin[p * half + i]) = ((float)Math.Cos(angle), (float)Math.Sin(angle));
            }
        return (cos, sin);
    }

    /// <param name="x"><c>[B, S, heads, size]</c>.</param>
    /// <param name="cos">Rows of the positions of x, <c>[S, 1, size / 2]</c>; <paramref name="sin"/> alike.</param>
    public static Tensor Rotate(Tensor x, Tensor cos, Tensor sin)
    {
        long half = x.shape[^1] / 2;
        var (first, second) = (x.narrow(-1, 0, half), x.narrow(-1, half, half));
        var turned = cat([first * cos - second * sin, second * cos + first * sin], -1);
        return turned.dtype == x.dtype ? turned : turned.to_type(x.dtype);
    }
}
