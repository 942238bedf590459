using Forewarn.Core;

namespace Forewarn.Learning.Preferences;

/// <summary>PPO step by step on a denoising chain, with the published settings of DPPO (Ren et al. 2024).</summary>
public sealed record ChainPpoOptions
{
    /// <summary>Half width of the ratio's band at the noisy end.</summary>
    public double ClipFirst { get; init; } = 0.001;

    /// <summary>At the clean end.</summary>
    public double ClipLast { get; init; } = 0.01;

    /// <summary>How late the band widens: exponential growth with this rate.</summary>
    public double ClipRate { get; init; } = 3;

    /// <summary>What a step counts less than the one after it.</summary>
    public double Discount { get; init; } = 0.99;

    /// <summary>Log-densities of single numbers are clamped from below.</summary>
    public double LowestElement { get; init; } = -5;

    /// <summary>And from above.</summary>
    public double HighestElement { get; init; } = 2;

    /// <summary>A round ends early when its approximate KL per number and step is beyond this; 0 = never.</summary>
    public double TargetKl { get; init; } = 1;

    /// <summary>Half width of the band at a step: <c>f + (l - f) (exp(r t) - 1) / (exp(r) - 1)</c> with t from 0 to 1.</summary>
    /// <param name="step">Tuned step, from 0 at the noisy end.</param>
    /// <param name="steps">Tuned steps.</param>
    public double Clip(int step, int steps)
    {
        double t = steps > 1 ? (double)step / (steps - 1) : 1;
        return ClipFirst + (ClipLast - ClipFirst) * (Math.Exp(ClipRate * t) - 1) / (Math.Exp(ClipRate) - 1);
    }

    /// <summary>Factor on the advantage of a step: <c>gamma^(steps - step - 1)</c>.</summary>
    public double Weight(int step, int steps) => Math.Pow(Discount, steps - step - 1);

    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public void Validate()
    {
        if (!(ClipFirst > 0 && ClipLast >= ClipFirst && ClipRate > 0 && Discount is > 0 and <= 1
            && LowestElement < HighestElement && TargetKl >= 0))
            throw ForewarnException.Of("ppo", ToString(),
                "clips above 0, the last no less than the first, a rate above 0, a discount up to 1",
                "Correct the tuning options.", ExitCode.Usage);
    }
}
