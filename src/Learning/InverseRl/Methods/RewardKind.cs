namespace Forewarn.Learning.InverseRl.Methods;

/// <summary>What the learner is paid.</summary>
public enum RewardKind
{
    /// <summary>The task's own reward: plain reinforcement learning.</summary>
    Task,
    /// <summary>An integral probability metric with a gradient penalty.</summary>
    Ipm,
    /// <summary>Several of them, averaged.</summary>
    IpmEnsemble,
    /// <summary>A logistic discriminator with a gradient penalty.</summary>
    Logistic,
    /// <summary>The difference of two denoising errors.</summary>
    ScorePair,
}
