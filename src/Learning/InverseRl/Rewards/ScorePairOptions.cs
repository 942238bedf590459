using Forewarn.Core;

namespace Forewarn.Learning.InverseRl.Rewards;

/// <summary>
/// Options of <see cref="ScorePairReward"/>. Defaults follow SMILING's published code except where a line says otherwise;
/// <see cref="Published"/> undoes those.
/// </summary>
public sealed record ScorePairOptions
{
    public RewardInput Input { get; init; } = RewardInput.State;

    public ScoreForm Form { get; init; } = ScoreForm.Neural;

    /// <summary>Width of the hidden layer.</summary>
    public int Hidden { get; init; } = 256;

    /// <summary>N, times of the diffusion.</summary>
    public int DiffusionTimes { get; init; } = 5000;

    /// <summary>K, times per reward, evenly spaced from 0. Published: 500.</summary>
    public int RewardTimes { get; init; } = 10;

    /// <summary>Use the times only at which something of the state is left, <see cref="StateDiffusion.Informative"/>. Published: off.</summary>
    public bool InformativeTimes { get; init; } = true;

    /// <summary>
    /// Give every row all K times. Published: off, row b meets time <c>(k B + b) mod K</c> in turn k, hence only
    /// <c>K / gcd(B, K)</c> different ones.
    /// </summary>
    public bool Stratified { get; init; } = true;

    /// <summary>Use every noise a second time with the opposite sign, at the next time. Published: off.</summary>
    public bool Antithetic { get; init; } = true;

    /// <summary>Show states in units of the expert's mean and deviation. Published: off.</summary>
    public bool Standardize { get; init; } = true;

    /// <summary>Shift and scale the rewards of every batch to mean 0 and this deviation; 0 leaves them as they are.</summary>
    public double Deviation { get; init; } = 0.1;

    /// <summary>Rows per gradient step of either network.</summary>
    public int Batch { get; init; } = 1024;

    public double LearningRate { get; init; } = 5e-3;

    /// <summary>Decoupled weight decay.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Gradient steps on the expert's states, once at the start.</summary>
    public int ExpertSteps { get; init; } = 20_000;

    /// <summary>Let the learning rate of those steps fall linearly to zero. Published: off.</summary>
    public bool Anneal { get; init; } = true;

    /// <summary>Share of the expert's transitions that is held out for the validation loss. Published: 0, with a second set.</summary>
    public double ValidationShare { get; init; } = 0.1;

    /// <summary>Gradient steps on the learner's states per update: one pass over 100 000 drawn ones.</summary>
    public int StepsPerUpdate { get; init; } = 98;

    /// <summary>The learner's newest transitions that its network is fitted to.</summary>
    public int Window { get; init; } = 200_000;

    /// <summary>These options with every deviation from the published code undone.</summary>
    public ScorePairOptions Published() => this with
    {
        RewardTimes = 500, InformativeTimes = false, Stratified = false, Antithetic = false, Standardize = false, Anneal = false,
        ValidationShare = 0, Form = Form == ScoreForm.Affine ? ScoreForm.PublishedAffine : Form,
    };

    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public void Validate()
    {
        CriticRewardOptions.Check.Require(Hidden > 0, "score.hidden", Hidden, "at least 1");
        CriticRewardOptions.Check.Require(DiffusionTimes > 1, "score.diffusion_times", DiffusionTimes, "at least 2");
        CriticRewardOptions.Check.Require(RewardTimes > 0 && RewardTimes <= DiffusionTimes, "score.reward_times", RewardTimes, "1 to score.diffusion_times");
        CriticRewardOptions.Check.Require(Deviation >= 0 && double.IsFinite(Deviation), "score.deviation", Deviation, "0 or more");
        CriticRewardOptions.Check.Require(Batch > 0, "score.batch", Batch, "at least 1");
        CriticRewardOptions.Check.Require(LearningRate > 0 && double.IsFinite(LearningRate), "score.learning_rate", LearningRate, "a positive number");
        CriticRewardOptions.Check.Require(WeightDecay is >= 0 and < 1, "score.weight_decay", WeightDecay, "0 to below 1");
        CriticRewardOptions.Check.Require(ExpertSteps > 0, "score.expert_steps", ExpertSteps, "at least 1");
        CriticRewardOptions.Check.Require(ValidationShare is >= 0 and < 1, "score.validation_share", ValidationShare, "0 to below 1");
        CriticRewardOptions.Check.Require(StepsPerUpdate > 0, "score.steps_per_update", StepsPerUpdate, "at least 1");
        CriticRewardOptions.Check.Require(Window > 0, "score.window", Window, "at least 1");
    }
}
