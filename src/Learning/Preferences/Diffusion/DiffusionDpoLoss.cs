using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Forewarn.Learning.Preferences;

/// <summary>
/// Diffusion-DPO (Wallace et al. 2023): the log-ratio of a whole chain is replaced by the difference of the noise errors at one noise level
/// and one noise draw, which both samples of a pair share.
/// </summary>
public static class DiffusionDpoLoss
{
    /// <summary><c>-ln σ(-β/2 [(e_w - e_l) - (eref_w - eref_l)])</c>.</summary>
    /// <param name="chosen">Mean squared noise error of the policy on the chosen sample, over dimensions.</param>
    /// <param name="referenceChosen">Of the reference on the same.</param>
    /// <param name="beta">The chain length and the level's weight are folded in, hence values of the order of thousands.</param>
    public static double Of(double chosen, double rejected, double referenceChosen, double referenceRejected, double beta) =>
        DpoLoss.Softplus(beta / 2 * (chosen - rejected - (referenceChosen - referenceRejected)));

    /// <summary>As the scalar form, on <c>[P]</c> each.</summary>
    /// <returns><c>[P]</c>.</returns>
    public static Tensor Of(Tensor chosen, Tensor rejected, Tensor referenceChosen, Tensor referenceRejected, double beta)
    {
        using var scope = NewDisposeScope();
        return F.softplus(beta / 2 * (chosen - rejected - (referenceChosen - referenceRejected))).MoveToOuterDisposeScope();
    }
}
