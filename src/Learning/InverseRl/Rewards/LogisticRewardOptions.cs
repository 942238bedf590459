using Forewarn.Learning.Nets;

namespace Forewarn.Learning.InverseRl.Rewards;

/// <summary>Options of <see cref="LogisticReward"/>; the defaults are those of the DAC baseline in SMILING's published code.</summary>
public sealed record LogisticRewardOptions : CriticRewardOptions
{
    public LogisticRewardOptions()
    {
        (Input, Hidden, Inner, Initialization) = (RewardInput.State, [256], Activation.LeakyRelu, Initialization.Uniform);
        (Batch, StepsPerUpdate, Rate, LearningRate, WeightDecay) = (1024, 98, CriticRate.Constant, 5e-3, 0.01);
    }
}
