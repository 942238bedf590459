using Forewarn.Learning.Reinforcement;

namespace Forewarn.Learning.Imitation.Studies.Retraining;

/// <summary>What inverse reinforcement learning left.</summary>
/// <param name="Reward">Frozen.</param>
/// <param name="Learner">Score of the policy that was trained along with it.</param>
public sealed record LearnedReward(IRewardModel Reward, double Learner);
