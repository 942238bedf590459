using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>Log-density of one Gaussian step with the same deviation in all dimensions.</summary>
public static class ChainDensity
{
    private static readonly double HalfLogTwoPi = 0.5 * Math.Log(2 * Math.PI);

    /// <summary><c>sum_d -(x'_d - m_d)^2 / (2 s^2) - ln s - ln(2 pi) / 2</c>, or the mean over <c>d</c>.</summary>
    /// <param name="next"><c>[D]</c>.</param>
    /// <param name="mean"><c>[D]</c>.</param>
    public static double Of(ReadOnlySpan<double> next, ReadOnlySpan<double> mean, double deviation, LogProbReduction reduction)
    {
        double sum = 0;
        for (int d = 0; d < next.Length; d++)
        {
            double z = (next[d] - mean[d]) / deviation;
            sum -= 0.5 * z * z + Math.Log(deviation) + HalfLogTwoPi;
        }
        return reduction == LogProbReduction.Sum ? sum : sum / next.Length;
    }

    /// <summary>As the scalar form.</summary>
    /// <param name="next"><c>[B, D]</c>.</param>
    /// <param name="mean"><c>[B, D]</c>.</param>
    /// <returns><c>[B]</c>.</returns>
    public static Tensor Of(Tensor next, Tensor mean, double deviation, LogProbReduction reduction)
    {
        using var scope = NewDisposeScope();
        var parts = Elements(next, mean, deviation);
        return (reduction == LogProbReduction.Sum ? parts.sum(1) : parts.mean([1L])).MoveToOuterDisposeScope();
    }

    /// <summary>Of every dimension alone.</summary>
    /// <param name="next"><c>[B, D]</c>.</param>
    /// <param name="mean"><c>[B, D]</c>.</param>
    /// <returns><c>[B, D]</c>.</returns>
    public static Tensor Elements(Tensor next, Tensor mean, double deviation)
    {
        using var scope = NewDisposeScope();
        return (((next - mean) / deviation).pow(2) * -0.5 - (Math.Log(deviation) + HalfLogTwoPi)).MoveToOuterDisposeScope();
    }
}
