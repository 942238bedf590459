using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Forewarn.Learning.Preferences;

/// <summary>Negative log-likelihood of a label under Bradley-Terry, <c>-ln σ(r_w - r_l)</c>: what a reward model is fitted by.</summary>
public static class BradleyTerryLoss
{
    public static double Of(double chosen, double rejected) => DpoLoss.Softplus(rejected - chosen);

    /// <summary>As the scalar form, on <c>[P]</c> each.</summary>
    /// <returns><c>[P]</c>.</returns>
    public static Tensor Of(Tensor chosen, Tensor rejected)
    {
        using var scope = NewDisposeScope();
        return F.softplus(rejected - chosen).MoveToOuterDisposeScope();
    }
}
