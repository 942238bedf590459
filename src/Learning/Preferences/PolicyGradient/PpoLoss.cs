using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>Clipped surrogate of PPO (Schulman et al. 2017, eq. 7) on the ratio of a whole sample to the old policy.</summary>
public static class PpoLoss
{
    /// <summary><c>-min(w A, clip(w, 1 - c, 1 + c) A)</c> with <c>w = π/π_old</c>.</summary>
    public static double Of(double logProb, double old, double advantage, double clip)
    {
        double ratio = Math.Exp(logProb - old);
        return -Math.Min(ratio * advantage, Math.Clamp(ratio, 1 - clip, 1 + clip) * advantage);
    }

    /// <summary>As the scalar form, on <c>[B]</c> each.</summary>
    /// <returns><c>[B]</c>.</returns>
    public static Tensor Of(Tensor logProb, Tensor old, Tensor advantage, double clip)
    {
        using var scope = NewDisposeScope();
        var ratio = (logProb - old).exp();
        return minimum(ratio * advantage, ratio.clamp(1 - clip, 1 + clip) * advantage).neg().MoveToOuterDisposeScope();
    }
}
