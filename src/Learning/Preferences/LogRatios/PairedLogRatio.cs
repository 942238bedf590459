using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>
/// The one quantity that all preference losses are written in: how much more the policy has moved toward sample a than toward
/// sample b of the same prompt since the anchor (the old policy for REBEL, the reference for DPO),
/// <c>D = (ln π(a) - ln anchor(a)) - (ln π(b) - ln anchor(b))</c>.
/// </summary>
public static class PairedLogRatio
{
    public static double Of(double a, double anchorA, double b, double anchorB) => a - anchorA - (b - anchorB);

    /// <summary>As the scalar form, on <c>[P]</c> each; the gradient flows through <paramref name="a"/> and <paramref name="b"/>.</summary>
    public static Tensor Of(Tensor a, Tensor anchorA, Tensor b, Tensor anchorB)
    {
        using var scope = NewDisposeScope();
        return (a - anchorA - (b - anchorB)).MoveToOuterDisposeScope();
    }
}
