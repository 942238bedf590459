using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Forewarn.Learning.Preferences;

/// <summary>The DPO family on the paired log-ratio to the reference, <c>D = D_w - D_l</c> (<see cref="PairedLogRatio"/>).</summary>
public static class DpoLoss
{
    /// <summary>Loss of one pair.</summary>
    public static double Of(double ratio, DpoOptions options)
    {
        double h = options.Beta * ratio, e = options.LabelSmoothing;
        return options.Variant switch
        {
            DpoVariant.Ipo => Square(ratio - 1 / (2 * options.Beta)),
            DpoVariant.Hinge => Math.Max(0, 1 - h),
            DpoVariant.Robust => ((1 - e) * Softplus(-h) - e * Softplus(h)) / (1 - 2 * e),
            _ => (1 - e) * Softplus(-h) + e * Softplus(h),
        };
    }

    /// <param name="ratio"><c>[P]</c>.</param>
    /// <returns><c>[P]</c>.</returns>
    public static Tensor Of(Tensor ratio, DpoOptions options)
    {
        using var scope = NewDisposeScope();
        var h = ratio * options.Beta;
        double e = options.LabelSmoothing;
        var loss = options.Variant switch
        {
            DpoVariant.Ipo => (ratio - 1 / (2 * options.Beta)).square(),
            DpoVariant.Hinge => (1 - h).clamp_min(0),
            DpoVariant.Robust => ((1 - e) * F.softplus(-h) - e * F.softplus(h)) / (1 - 2 * e),
            _ => (1 - e) * F.softplus(-h) + e * F.softplus(h),
        };
        return loss.MoveToOuterDisposeScope();
    }

    /// <summary><c>ln(1 + e^x) = -ln σ(-x)</c> without overflow.</summary>
    internal static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    private static double Square(double x) => x * x;
}
