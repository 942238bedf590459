using Forewarn.Core;
using static Forewarn.Learning.Preferences.TuningSetting;

namespace Forewarn.Learning.Preferences;

/// <summary>What a tuning of a diffusion policy has to say beyond <see cref="TuningOptions"/>.</summary>
public sealed record DiffusionTuningOptions
{
    /// <summary>The chain with noise that is drawn and scored.</summary>
    public ChainOptions Chain { get; init; } = new();

    public RewardModelOptions Reward { get; init; } = new();

    public DiffusionDpoOptions DiffusionDpo { get; init; } = new();

    /// <summary>PPO with a ratio per denoising step (as DPPO) instead of one per chain.</summary>
    public bool Stepwise { get; init; }

    public ChainPpoOptions ChainPpo { get; init; } = new();

    /// <summary>REBEL on the labeled pairs' posterior chains instead of fresh samples under the reward model.</summary>
    public bool Offline { get; init; }

    /// <summary>Posterior chains per labeled plan.</summary>
    public int PosteriorDraws { get; init; } = 8;

    /// <summary>Updates between two looks at how far the policy has moved.</summary>
    public int GuardEvery { get; init; } = 10;

    /// <summary>Tuning ends when the KL of a whole chain to the reference is beyond this, in nats; 0 = never.</summary>
    public double LargestKl { get; init; } = 30;

    /// <summary>
    /// The same for the variance of the log-ratio over chains; 0 = never. It has heavy tails: it peaks while a mode empties and falls again.
    /// </summary>
    public double LargestVariance { get; init; }

    /// <summary>SPIN: updates before the present policy becomes the next opponent.</summary>
    public int SpinEvery { get; init; } = 100;

    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public void Validate()
    {
        Reward.Validate();
        ChainPpo.Validate();
        Require(PosteriorDraws >= 1, "posterior_draws", PosteriorDraws, "1 or more");
        Require(GuardEvery >= 1, "guard_every", GuardEvery, "1 or more");
        Require(LargestKl >= 0, "largest_kl", LargestKl, "0 or more");
        Require(LargestVariance >= 0, "largest_variance", LargestVariance, "0 or more");
        Require(SpinEvery >= 1, "spin_every", SpinEvery, "1 or more");
        Require(DiffusionDpo.Beta > 0, "diffusion_dpo.beta", DiffusionDpo.Beta, "a positive number");
        Require(DiffusionDpo.Batch >= 1, "diffusion_dpo.batch", DiffusionDpo.Batch, "1 or more");
    }
}
