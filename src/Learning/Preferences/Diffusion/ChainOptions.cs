using Forewarn.Core;

namespace Forewarn.Learning.Preferences;

/// <summary>How a denoising chain is drawn and scored.</summary>
public sealed record ChainOptions
{
    /// <summary>Noise of the tuned chain as a share of DDPM's; the deployed sampler has 0.</summary>
    public double Eta { get; init; } = 1;

    /// <summary>Smallest deviation of a step, in units of a whitened number; the same when drawing and when scoring.</summary>
    public double Floor { get; init; } = 0.1;

    /// <summary>
    /// Over the <c>D</c> dimensions of a step; steps are always summed. The mean divides eta and beta of every loss by <c>D</c>.
    /// </summary>
    public LogProbReduction Reduction { get; init; } = LogProbReduction.Sum;

    /// <summary>
    /// Only the last this many steps are tuned and scored; the earlier ones run with the weights the policy started from and
    /// belong to the prompt, as the initial noise does. 0 = all.
    /// </summary>
    public int LastSteps { get; init; }

    /// <summary>
    /// Whether the samples of a prompt start from the same noise; no policy can change that noise, so it belongs to the
    /// prompt.
    /// </summary>
    public bool SharedNoise { get; init; } = true;

    /// <exception cref="ForewarnException">A setting is out of range for a chain of this many steps.</exception>
    public void Check(int steps)
    {
        if (LastSteps < 0 || LastSteps > steps)
            throw ForewarnException.Of("chain.lastSteps", $"{LastSteps}",
                $"1 to {steps}, or 0 for all", "Correct it in the configuration.", ExitCode.Usage);
    }
}
