using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>
/// REBEL (Gao et al. 2024): regress the paired log-ratio to the OLD policy on the difference of the rewards. Its exact minimizer is
/// the mirror-descent step <c>π ∝ π_old exp(eta r)</c>, because the normalizer cancels in the difference.
/// </summary>
/// <remarks>
/// Eta multiplies the reward, <c>(D - eta dr)²</c>, so that a larger eta is a larger step. The paper writes <c>(D / eta - dr)²</c>, which is this
/// over eta²: same minimizer, gradients that differ by that factor.
/// </remarks>
public static class RebelLoss
{
    /// <summary>Loss of one pair.</summary>
    /// <param name="ratio">D, against the old policy.</param>
    /// <param name="rewards">r(a) - r(b); for REFUEL the difference of rewards-to-go, for self-play of win probabilities.</param>
    public static double Of(double ratio, double rewards, double eta)
    {
        double miss = ratio - eta * rewards;
        return miss * miss;
    }

    /// <summary>As the scalar form, on <c>[P]</c> each.</summary>
    /// <returns><c>[P]</c>.</returns>
    public static Tensor Of(Tensor ratio, Tensor rewards, double eta)
    {
        using var scope = NewDisposeScope();
        return (ratio - eta * rewards).square().MoveToOuterDisposeScope();
    }

    /// <summary>Share of pairs whose log-ratio moved the way the rewards say; ties are left out, NaN where all are.</summary>
    public static double SignAlignment(ReadOnlySpan<double> ratios, ReadOnlySpan<double> rewards)
    {
        int aligned = 0, counted = 0;
        for (int i = 0; i < ratios.Length; i++)
        {
            if (rewards[i] == 0) continue;
            counted++;
            if (Math.Sign(ratios[i]) == Math.Sign(rewards[i])) aligned++;
        }
        return counted == 0 ? double.NaN : (double)aligned / counted;
    }
}
