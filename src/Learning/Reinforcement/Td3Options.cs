namespace Forewarn.Learning.Reinforcement;

/// <summary>Twin delayed deterministic policy gradient (Fujimoto et al. 2018), with cloning on request (Fujimoto and Gu 2021).</summary>
public sealed record Td3Options : OffPolicyOptions
{
    /// <summary>Standard deviation of the noise on actions taken to learn.</summary>
    public double ExplorationNoise { get; init; } = 0.1;

    /// <summary>Standard deviation of the noise on the target policy's actions.</summary>
    public double PolicyNoise { get; init; } = 0.2;

    /// <summary>Limit of that noise.</summary>
    public double NoiseClip { get; init; } = 0.5;

    /// <summary>Critic updates per update of the actor and of the targets.</summary>
    public int PolicyDelay { get; init; } = 2;

    /// <summary>Also pull the actor to the expert's actions, in batches that hold rows of the expert; other batches are learned from as usual.</summary>
    public bool Cloning { get; init; }

    /// <summary>alpha: weight of the values, over their mean size, beside the cloning error.</summary>
    public double Alpha { get; init; } = 2.5;

    public override void Validate()
    {
        base.Validate();
        Check.Require(ExplorationNoise >= 0, "exploration_noise", ExplorationNoise, "0 or more");
        Check.Require(PolicyNoise >= 0, "policy_noise", PolicyNoise, "0 or more");
        Check.Require(NoiseClip >= 0, "noise_clip", NoiseClip, "0 or more");
        Check.Require(PolicyDelay > 0, "policy_delay", PolicyDelay, "at least 1");
        Check.Require(Alpha > 0, "alpha", Alpha, "above 0");
    }
}
