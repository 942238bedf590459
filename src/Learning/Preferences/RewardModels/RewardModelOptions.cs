using Forewarn.Core;
using Forewarn.Learning.Training;
using static Forewarn.Learning.Preferences.TuningSetting;

namespace Forewarn.Learning.Preferences;

/// <summary>Settings of a reward model that is fitted on labeled pairs of plans.</summary>
public sealed record RewardModelOptions
{
    /// <summary>Width of the hidden layers.</summary>
    public int Hidden { get; init; } = 64;

    /// <summary>Networks from different initial weights; their mean is the reward, their spread what they do not know.</summary>
    public int Members { get; init; } = 4;

    /// <summary>
    /// Largest magnitude of a reward in Bradley-Terry logits, by a soft bound: a learned reward is wrong far from its labels, and
    /// a bounded one can only pull so far there.
    /// </summary>
    public double Bound { get; init; } = 4;

    /// <summary>Members' standard deviations taken off the mean; above 0 the reward shuns what the members disagree on.</summary>
    public double Pessimism { get; init; }

    public TrainingOptions Training { get; init; } = new()
    {
        Steps = 400, LearningRate = 3e-3, WarmupSteps = 20, WeightDecay = 0.1, LogEvery = 50, CheckpointEvery = 400, ClipNorm = 1,
    };

    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public void Validate()
    {
        Training.Validate();
        Require(Hidden >= 1, "reward.hidden", Hidden, "1 or more");
        Require(Members >= 1, "reward.members", Members, "1 or more");
        Require(Bound > 0 && double.IsFinite(Bound), "reward.bound", Bound, "a positive number");
        Require(Pessimism >= 0, "reward.pessimism", Pessimism, "0 or more");
    }
}
