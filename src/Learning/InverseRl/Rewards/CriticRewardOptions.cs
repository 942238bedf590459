using Forewarn.Core;
using Forewarn.Learning.Nets;

namespace Forewarn.Learning.InverseRl.Rewards;

/// <summary>What rewards of one network, trained to tell both sides apart, share.</summary>
public abstract record CriticRewardOptions
{
    internal static readonly SettingCheck Check = new("Correct the reward model's options.");

    public RewardInput Input { get; init; } = RewardInput.StateAction;

    /// <summary>Widths of the hidden layers; none makes a linear critic.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [256, 256];

    public Activation Inner { get; init; } = Activation.Relu;

    public Initialization Initialization { get; init; } = Initialization.Orthogonal;

    /// <summary>Show inputs in units of the expert's mean and deviation.</summary>
    public bool Standardize { get; init; }

    /// <summary>Rows of each side per gradient step, drawn with replacement.</summary>
    public int Batch { get; init; } = 4096;

    /// <summary>Gradient steps per update of the reward.</summary>
    public int StepsPerUpdate { get; init; } = 1;

    public CriticRate Rate { get; init; }

    public double LearningRate { get; init; } = 8e-4;

    /// <summary>Where <see cref="CriticRate.Linear"/> ends.</summary>
    public double LastLearningRate { get; init; }

    /// <summary>Gradient steps until <see cref="LastLearningRate"/> is reached.</summary>
    public long DecaySteps { get; init; } = 8000;

    /// <summary>Optimistic Adam instead of Adam.</summary>
    public bool Optimistic { get; init; }

    /// <summary>Decoupled weight decay.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Adam's epsilon.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Wanted norm of the critic's gradient in its inputs, between both sides.</summary>
    public double GradientTarget { get; init; } = 1;

    /// <summary>Weight of the squared distance to it; 0 = no penalty.</summary>
    public double GradientWeight { get; init; } = 10;

    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public virtual void Validate()
    {
        Check.Require(Hidden.All(h => h > 0), "critic.hidden", string.Join(", ", Hidden), "widths of at least 1, or none");
        Check.Require(Batch > 0, "critic.batch", Batch, "at least 1");
        Check.Require(StepsPerUpdate > 0, "critic.steps_per_update", StepsPerUpdate, "at least 1");
        Check.Require(LearningRate > 0 && double.IsFinite(LearningRate), "critic.learning_rate", LearningRate, "a positive number");
        Check.Require(LastLearningRate >= 0 && LastLearningRate <= LearningRate, "critic.last_learning_rate", LastLearningRate,
            "0 to critic.learning_rate");
        Check.Require(DecaySteps > 0, "critic.decay_steps", DecaySteps, "at least 1");
        Check.Require(WeightDecay is >= 0 and < 1, "critic.weight_decay", WeightDecay, "0 to below 1");
        Check.Require(Epsilon > 0, "critic.epsilon", Epsilon, "above 0");
        Check.Require(GradientTarget >= 0, "critic.gradient_target", GradientTarget, "0 or more");
        Check.Require(GradientWeight >= 0 && double.IsFinite(GradientWeight), "critic.gradient_weight", GradientWeight, "0 or more");
    }
}
