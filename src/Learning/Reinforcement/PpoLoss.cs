using System.Numerics.Tensors;

namespace Forewarn.Learning.Reinforcement;

/// <summary>The two losses of proximal policy optimization with their gradients.</summary>
public static class PpoLoss
{
    private const double HalfLogTau = 0.91893853320467274178;

    /// <summary>Entropy of a Gaussian with independent columns: <c>sum log sigma + A/2 log(2 pi e)</c>.</summary>
    public static double Entropy(ReadOnlySpan<float> logStd) => TensorPrimitives.Sum(logStd) + logStd.Length * (0.5 + HalfLogTau);

    /// <summary>Log-density of draws under standard normal noise: what a roll-out keeps.</summary>
    /// <param name="noise">eps, <c>[A]</c>, with the draw <c>mu + sigma eps</c>.</param>
    public static double LogDensity(ReadOnlySpan<float> noise, ReadOnlySpan<float> logStd) =>
        -0.5 * TensorPrimitives.SumOfSquares(noise) - TensorPrimitives.Sum(logStd) - noise.Length * HalfLogTau;

    /// <summary>
    /// <c>mean_b max(-A rho, -A clamp(rho, 1 - clip, 1 + clip)) - w H</c> with <c>rho = exp(log pi(u) - log pi_old(u))</c>.
    /// </summary>
    /// <param name="means">mu, <c>[B, A]</c>.</param>
    /// <param name="logStd">log sigma, <c>[A]</c>.</param>
    /// <param name="draws">u before any clipping, <c>[B, A]</c>.</param>
    /// <param name="oldLogs">log pi_old(u), <c>[B]</c>.</param>
    /// <param name="advantages">A, <c>[B]</c>.</param>
    /// <param name="entropyWeight">w.</param>
    /// <param name="meanGradients">Receives the gradient in mu, <c>[B, A]</c>.</param>
    /// <param name="logStdGradients">Receives the gradient in log sigma, <c>[A]</c>.</param>
    public static PpoPolicyLoss Policy(
        ReadOnlySpan<float> means, ReadOnlySpan<float> logStd, ReadOnlySpan<float> draws, ReadOnlySpan<float> oldLogs,
        ReadOnlySpan<float> advantages, double clip, double entropyWeight, Span<float> meanGradients, Span<float> logStdGradients)
    {
        int rows = advantages.Length, width = logStd.Length;
        Span<float> inverse = stackalloc float[width];
        for (int c = 0; c < width; c++) inverse[c] = MathF.Exp(-logStd[c]);
        float constant = TensorPrimitives.Sum(logStd) + (float)(width * HalfLogTau), low = (float)(1 - clip), high = (float)(1 + clip);
        double loss = 0, divergence = 0;
        int clipped = 0;
        logStdGradients.Fill((float)-entropyWeight);
        for (int b = 0; b < rows; b++)
        {
            int at = b * width;
            float log = 0;
            for (int c = 0; c < width; c++)
            {
                float z = (draws[at + c] - means[at + c]) * inverse[c];
                // Kept as the gradient of log pi in mu, z / sigma, until the weight of the row is known.
                meanGradients[at + c] = z * inverse[c];
                log -= 0.5f * z * z;
            }
            float change = log - constant - oldLogs[b], ratio = MathF.Exp(change), advantage = advantages[b];
            float free = -advantage * ratio, held = -advantage * Math.Clamp(ratio, low, high);
            loss += Math.Max(free, held);
            divergence += ratio - 1 - change;
            if (ratio < low || ratio > high) clipped++;
            float weight = free >= held ? free / rows : 0;
            for (int c = 0; c < width; c++)
            {
                float z = (draws[at + c] - means[at + c]) * inverse[c];
                meanGradients[at + c] *= weight;
                logStdGradients[c] += weight * (z * z - 1);
            }
        }
        return new(loss / rows - entropyWeight * Entropy(logStd), divergence / rows, (double)clipped / rows);
    }

    /// <summary><c>w/2 mean_b max((V - R)^2, (V_old + clamp(V - V_old, -c, c) - R)^2)</c>; c = 0 leaves the second away.</summary>
    /// <param name="values">V, <c>[B]</c>.</param>
    /// <param name="old">V_old, <c>[B]</c>.</param>
    /// <param name="returns">R, <c>[B]</c>.</param>
    /// <param name="clip">c.</param>
    /// <param name="weight">w.</param>
    /// <param name="gradients">Receives the gradient in V, <c>[B]</c>.</param>
    /// <returns>The loss.</returns>
    public static double Value(
        ReadOnlySpan<float> values, ReadOnlySpan<float> old, ReadOnlySpan<float> returns, double clip, double weight, Span<float> gradients)
    {
        int rows = values.Length;
        float limit = clip > 0 ? (float)clip : float.PositiveInfinity, scale = (float)(weight / rows);
        double loss = 0;
        for (int b = 0; b < rows; b++)
        {
            float error = values[b] - returns[b], change = values[b] - old[b];
            float held = old[b] + Math.Clamp(change, -limit, limit) - returns[b];
            // Within the limit both are the same number but for rounding; at the limit the held one has no gradient.
            bool free = MathF.Abs(change) <= limit || error * error >= held * held;
            loss += free ? error * error : held * held;
            gradients[b] = free ? scale * error : 0;
        }
        return weight * loss / (2 * rows);
    }
}
