using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>REINFORCE: <c>-A ln π</c>, whose gradient is the policy gradient; RLOO and ReMax differ in the advantage only.</summary>
public static class PolicyGradientLoss
{
    public static double Of(double logProb, double advantage) => -advantage * logProb;

    /// <summary>As the scalar form, on <c>[B]</c> each.</summary>
    /// <returns><c>[B]</c>.</returns>
    public static Tensor Of(Tensor logProb, Tensor advantage)
    {
        using var scope = NewDisposeScope();
        return (logProb * advantage).neg().MoveToOuterDisposeScope();
    }
}
