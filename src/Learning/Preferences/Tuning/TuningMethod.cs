namespace Forewarn.Learning.Preferences;

/// <summary>Ways of tuning by preferences; the command line spells them in kebab case.</summary>
public enum TuningMethod
{
    /// <summary>Regress log-ratios on reward differences; on fresh samples scored by a reward model, or on logged pairs.</summary>
    Rebel,
    /// <summary>REBEL on one replan of an episode, with the reward-to-go of both futures.</summary>
    Refuel,
    /// <summary>Direct preference optimization on the labeled pairs.</summary>
    Dpo,
    /// <summary>DPO with a reverse KL on unlabeled samples.</summary>
    Hypo,
    /// <summary>DPO on fresh samples, best against worst by a reward model.</summary>
    OnlineDpo,
    /// <summary>Clipped policy gradient on fresh samples scored by a reward model.</summary>
    Ppo,
    /// <summary>REINFORCE with the prompt's other samples as the baseline.</summary>
    Rloo,
    /// <summary>REINFORCE with the greedy answer as the baseline.</summary>
    Remax,
    /// <summary>DPO of the chosen samples against the policy's own.</summary>
    Spin,
    /// <summary>Supervised on the chosen samples: the baseline that the others must beat.</summary>
    Distill,
}
