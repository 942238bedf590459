namespace Forewarn.Learning.InverseRl.Rewards;

/// <summary>What a reward is a function of.</summary>
public enum RewardInput
{
    /// <summary>s: can be learned from demonstrations without actions, and outlives a change of the dynamics.</summary>
    State,
    /// <summary>s and a side by side.</summary>
    StateAction,
}
