using System.Numerics.Tensors;
using Forewarn.Core;
using Forewarn.Learning.Nets;

namespace Forewarn.Learning.Reinforcement;

/// <summary>
/// Actions <c>a = tanh(u), u = mu + sigma eps</c> of a batch with their log-densities <c>sum_c log N(u; mu, sigma) - log(1 - a^2)</c>,
/// and the way of gradients back through them to the heads (mu, log sigma) with eps fixed.
/// </summary>
internal sealed class SquashedSample(int capacity, int width)
{
    /// <summary>Keeps the logarithm of <c>1 - a^2</c> finite where a rounds to 1.</summary>
    public const float Floor = 1e-6f;

    private static readonly float HalfLogTau = MathF.Log(MathF.Tau) / 2;

    private readonly float[] _mean = new float[capacity * width], _logStd = new float[capacity * width], _std = new float[capacity * width];
    private readonly float[] _noise = new float[capacity * width], _actions = new float[capacity * width];
    private readonly float[] _slope = new float[capacity * width], _log = new float[capacity * width];
    private readonly float[] _logProbs = new float[capacity];
    private int _rows;

    /// <summary>a, <c>[B, A]</c>.</summary>
    public ReadOnlySpan<float> Actions => _actions.AsSpan(0, _rows * width);

    /// <summary><c>[B]</c>.</summary>
    public ReadOnlySpan<float> LogProbs => _logProbs.AsSpan(0, _rows);

    /// <summary>eps of the last draw, <c>[B, A]</c>.</summary>
    public ReadOnlySpan<float> Noise => _noise.AsSpan(0, _rows * width);

    /// <param name="heads">Means and log standard deviations, <c>[B, 2 A]</c>.</param>
    public void Draw(ReadOnlySpan<float> heads, SeedStream seed)
    {
        _rows = heads.Length / (2 * width);
        for (int b = 0; b < _rows; b++)
        {
            var row = heads.Slice(b * 2 * width, 2 * width);
            row[..width].CopyTo(_mean.AsSpan(b * width));
            row[width..].CopyTo(_logStd.AsSpan(b * width));
        }
        int count = _rows * width;
        Span<float> noise = _noise.AsSpan(0, count), logStd = _logStd.AsSpan(0, count), std = _std.AsSpan(0, count);
        Span<float> actions = _actions.AsSpan(0, count), slope = _slope.AsSpan(0, count), log = _log.AsSpan(0, count);
        NormalNoise.Fill(noise, seed);
        TensorPrimitives.Max(logStd, SquashedGaussianPolicy.LowLogStd, logStd);
        TensorPrimitives.Min(logStd, SquashedGaussianPolicy.HighLogStd, logStd);
        TensorPrimitives.Exp(logStd, std);
        TensorPrimitives.MultiplyAdd(std, noise, _mean.AsSpan(0, count), actions);
        Squash(actions, slope, log);
        for (int b = 0, i = 0; b < _rows; b++)
        {
            float sum = -width * HalfLogTau;
            for (int c = 0; c < width; c++, i++) sum -= 0.5f * noise[i] * noise[i] + logStd[i] + log[i];
            _logProbs[b] = sum;
        }
    }

    /// <summary>
    /// From u to a, <c>1 - a^2</c> and the logarithm of that and the floor. By <c>t = exp(-2 |u|)</c>: the difference <c>1 - a^2</c> itself
    /// keeps few digits where a is near 1, and its logarithm none.
    /// </summary>
    private static void Squash(Span<float> u, Span<float> slope, Span<float> log)
    {
        TensorPrimitives.Abs(u, slope);
        TensorPrimitives.Multiply(slope, -2, slope);
        TensorPrimitives.Exp(slope, slope);
        for (int i = 0; i < u.Length; i++)
        {
            float t = slope[i], scale = 1 / (1 + t);
            u[i] = MathF.CopySign((1 - t) * scale, u[i]);
            slope[i] = 4 * t * scale * scale;
        }
        TensorPrimitives.Add(slope, Floor, log);
        TensorPrimitives.Log(log, log);
    }

    /// <summary>Gradients of <c>mean_b (temperature log pi(a_b) - Q(a_b))</c> in the heads.</summary>
    /// <param name="actionGradients">dQ/da, <c>[B, A]</c>.</param>
    /// <param name="heads">Receives <c>[B, 2 A]</c>.</param>
    public void TakeBack(ReadOnlySpan<float> actionGradients, float temperature, Span<float> heads)
    {
        float scale = 1f / _rows;
        for (int b = 0, i = 0; b < _rows; b++)
        {
            var row = heads.Slice(b * 2 * width, 2 * width);
            for (int c = 0; c < width; c++, i++)
            {
                float slope = _slope[i], du = scale * slope * (temperature * 2 * _actions[i] / (slope + Floor) - actionGradients[i]);
                row[c] = du;
                bool free = _logStd[i] is > SquashedGaussianPolicy.LowLogStd and < SquashedGaussianPolicy.HighLogStd;
                row[width + c] = free ? du * _std[i] * _noise[i] - temperature * scale : 0;
            }
        }
    }
}
