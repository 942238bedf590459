using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>
/// Sequence likelihood calibration from preferences (SLiC-HF; Zhao et al. 2023): a hinge on plain log-probabilities, without a
/// reference, held near the data by the likelihood of a supervised sample.
/// </summary>
public static class SlicLoss
{
    /// <summary><c>max(0, δ - ln π(w) + ln π(l)) - λ ln π(y)</c>.</summary>
    /// <param name="chosen"><c>ln π(w)</c>.</param>
    /// <param name="rejected"><c>ln π(l)</c>.</param>
    /// <param name="supervised"><c>ln π(y)</c> of the supervised sample.</param>
    /// <param name="margin">δ.</param>
    /// <param name="weight">λ.</param>
    public static double Of(double chosen, double rejected, double supervised, double margin, double weight) =>
        Math.Max(0, margin - chosen + rejected) - weight * supervised;

    /// <summary>As the scalar form, on <c>[P]</c> each.</summary>
    /// <returns><c>[P]</c>.</returns>
    public static Tensor Of(Tensor chosen, Tensor rejected, Tensor supervised, double margin, double weight)
    {
        using var scope = NewDisposeScope();
        return ((margin - chosen + rejected).clamp_min(0) - weight * supervised).MoveToOuterDisposeScope();
    }
}
