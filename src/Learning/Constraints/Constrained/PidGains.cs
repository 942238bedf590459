using Forewarn.Core;

namespace Forewarn.Learning.Constraints.Constrained;

/// <summary>Gains of a <see cref="PidMultiplier"/> (Stooke et al. 2020); defaults as in the published code of multi-task constraint learning.</summary>
/// <param name="Proportional">Kp.</param>
/// <param name="Integral">Ki.</param>
/// <param name="Derivative">Kd.</param>
public sealed record PidGains(double Proportional = 0.05, double Integral = 5e-4, double Derivative = 0.1)
{
    private static readonly SettingCheck Check = new("Correct the multiplier's gains.");

    /// <exception cref="ForewarnException">A gain below 0, or one that is not finite.</exception>
    public void Validate()
    {
        Check.Require(Proportional >= 0 && double.IsFinite(Proportional), "proportional", Proportional, "0 or more");
        Check.Require(Integral >= 0 && double.IsFinite(Integral), "integral", Integral, "0 or more");
        Check.Require(Derivative >= 0 && double.IsFinite(Derivative), "derivative", Derivative, "0 or more");
    }
}
