using Forewarn.Core;
using static Forewarn.Learning.Preferences.TuningSetting;

namespace Forewarn.Learning.Preferences;

/// <summary>Direct preference optimization (Rafailov et al. 2023) and its variants.</summary>
public sealed record DpoOptions
{
    public DpoVariant Variant { get; init; } = DpoVariant.Sigmoid;

    /// <summary>
    /// Inverse temperature of the implicit reward. Not comparable across reductions: 0.1 for summed log-probabilities is about
    /// 0.1 L for means over L parts.
    /// </summary>
    public double Beta { get; init; } = 0.1;

    /// <summary>Share of labels taken to be flipped, 0 to below 0.5.</summary>
    public double LabelSmoothing { get; init; }

    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public void Validate()
    {
        Require(Beta > 0 && double.IsFinite(Beta), "beta", Beta, "a positive number");
        Require(LabelSmoothing is >= 0 and < 0.5, "label_smoothing", LabelSmoothing, "0 to below 0.5");
    }
}
