using Forewarn.Core;
using Forewarn.Learning.Nets;

namespace Forewarn.Learning.InverseRl.Rewards;

/// <summary>
/// Denoising score matching: mean over rows and columns of <c>(e(sqrt(a_t) x + sqrt(1 - a_t) e, t) - e)^2</c> with t uniform and e
/// standard normal (Ho et al. 2020).
/// </summary>
/// <param name="times">t is one of the first so many.</param>
/// <param name="width">D.</param>
internal sealed class NoiseRegression(StateDiffusion diffusion, int times, int width)
{
    private readonly float[] _noise = new float[NoiseNet.Piece * width], _noisy = new float[NoiseNet.Piece * width];
    private readonly float[] _gradients = new float[NoiseNet.Piece * width];
    private readonly int[] _times = new int[NoiseNet.Piece];

    /// <summary>
    /// Sum of squared errors over up to <see cref="NoiseNet.Piece"/> rows; adds the gradients of that sum times <paramref name="scale"/>.
    /// </summary>
    /// <param name="states">x, <c>[B, D]</c>.</param>
    /// <param name="scale">0 = measure only.</param>
    public double Accumulate(NoiseNet net, ReadOnlySpan<float> states, double scale, SeedStream seed)
    {
        int size = states.Length, rows = size / width;
        Span<float> noise = _noise.AsSpan(0, size), noisy = _noisy.AsSpan(0, size), gradients = _gradients.AsSpan(0, size);
        NormalNoise.Fill(noise, seed);
        for (int b = 0; b < rows; b++)
        {
            int t = _times[b] = seed.Next(times);
            float signal = diffusion.Signal(t), spread = diffusion.Noise(t);
            for (int i = b * width; i < (b + 1) * width; i++) noisy[i] = signal * states[i] + spread * noise[i];
        }
        var estimates = net.Forward(noisy, _times.AsSpan(0, rows));
        double sum = 0;
        for (int i = 0; i < size; i++)
        {
            float error = estimates[i] - noise[i];
            sum += error * error;
            gradients[i] = (float)(2 * scale * error);
        }
        if (scale > 0) net.Backward(gradients);
        return sum;
    }
}
