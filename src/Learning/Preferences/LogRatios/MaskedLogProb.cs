using Forewarn.Core;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>Log-probability of one sample from those of its parts, where the mask names the parts that are decided on.</summary>
public static class MaskedLogProb
{
    /// <param name="parts"><c>[L]</c>; what stands where the mask is false is never read.</param>
    /// <param name="mask"><c>[L]</c>, true on the decision: after the prompt, the end token included, padding excluded.</param>
    /// <exception cref="ForewarnException">Lengths differ, or the mask is empty.</exception>
    public static double Of(ReadOnlySpan<double> parts, ReadOnlySpan<bool> mask, LogProbReduction reduction = LogProbReduction.Sum)
    {
        Shape.Require("mask", mask.Length, ("L", parts.Length));
        double sum = 0;
        int count = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            if (!mask[i]) continue;
            sum += parts[i];
            count++;
        }
        if (count == 0) throw ForewarnException.Of("log-probability mask", "no part", "at least one", "Mask the decision in.");
        return reduction == LogProbReduction.Sum ? sum : sum / count;
    }

    /// <param name="parts"><c>[B, L]</c>.</param>
    /// <param name="mask">bool <c>[B, L]</c>.</param>
    /// <returns><c>[B]</c>, with gradient.</returns>
    public static Tensor Of(Tensor parts, Tensor mask, LogProbReduction reduction = LogProbReduction.Sum)
    {
        using var scope = NewDisposeScope();
        // where, not a product: what padding gives may be infinite, and 0 times infinity is no number.
        var sum = where(mask, parts, zeros_like(parts)).sum(1);
        return (reduction == LogProbReduction.Sum ? sum : sum / mask.sum(1)).MoveToOuterDisposeScope();
    }
}
