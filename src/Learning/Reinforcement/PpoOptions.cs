using Forewarn.Core;
using Forewarn.Learning.Nets;

namespace Forewarn.Learning.Reinforcement;

/// <summary>
/// Proximal policy optimization (Schulman et al. 2017). The defaults are those of EvIL's published code for locomotion; its settings
/// for small tasks are beside them.
/// </summary>
public sealed record PpoOptions
{
    private static readonly SettingCheck Check = new("Correct the optimizer's options.");

    /// <summary>CartPole: meant for 4 environments and 5e5 steps.</summary>
    public static PpoOptions CartPole { get; } = new()
    {
        Environments = 4, Hidden = [64, 64], RollOutSteps = 128, Minibatches = 4, LearningRate = 2.5e-4, EntropyWeight = 0.01,
    };

    /// <summary>Pendulum: meant for 64 environments and up to 2e6 steps. Published code takes a rate of 1e-3, which does not stay at the top.</summary>
    public static PpoOptions Pendulum { get; } = new()
    {
        Environments = 64, Hidden = [64, 64], RollOutSteps = 16, Minibatches = 8,
    };

    /// <summary>Small grids: meant for 16 environments and 16 000 steps.</summary>
    public static PpoOptions Grid { get; } = new()
    {
        Environments = 16, Hidden = [64, 64], RollOutSteps = 10, Epochs = 10, Minibatches = 10, LearningRate = 1e-3, EntropyWeight = 0.01,
    };

    /// <summary>Environments N side by side that the settings are meant for; whoever makes the episodes decides.</summary>
    public int Environments { get; init; } = 2048;

    /// <summary>Steps T of a roll-out in every environment.</summary>
    public int RollOutSteps { get; init; } = 10;

    /// <summary>Widths of the hidden layers of actor and critic.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [256, 256];

    public Activation Activation { get; init; } = Activation.Tanh;

    public double LearningRate { get; init; } = 3e-4;

    /// <summary>Passes over a roll-out.</summary>
    public int Epochs { get; init; } = 4;

    /// <summary>Gradient steps per pass; the N T rows are shared out evenly.</summary>
    public int Minibatches { get; init; } = 32;

    /// <summary>Discount.</summary>
    public double Gamma { get; init; } = 0.99;

    /// <summary>Weight of later steps in the advantage estimate.</summary>
    public double Lambda { get; init; } = 0.95;

    /// <summary>The probability ratio counts within 1 - clip to 1 + clip.</summary>
    public double Clip { get; init; } = 0.2;

    /// <summary>New values count within this distance of those before the roll-out's updates; 0 = anywhere.</summary>
    public double ValueClip { get; init; } = 0.2;

    public double EntropyWeight { get; init; }

    /// <summary>Weight of the value loss.</summary>
    public double ValueWeight { get; init; } = 0.5;

    /// <summary>Largest norm of all gradients together; 0 = any.</summary>
    public double GradientNorm { get; init; } = 0.5;

    public double AdamEpsilon { get; init; } = 1e-5;

    /// <summary>First log of the standard deviation of every action.</summary>
    public double LogStd { get; init; }

    /// <summary>Normalize observations by their running moments.</summary>
    public bool NormalizeObservations { get; init; } = true;

    /// <summary>Limit of a normalized observation, in standard deviations.</summary>
    public double ObservationLimit { get; init; } = 10;

    /// <summary>Divide rewards by the running standard deviation of the discounted return.</summary>
    public bool ScaleRewards { get; init; } = true;

    /// <summary>Mean 0 and deviation 1 in every minibatch.</summary>
    public bool NormalizeAdvantages { get; init; } = true;

    /// <summary>Newest transitions that <see cref="IPolicyOptimizer.Replay"/> holds.</summary>
    public int ReplayCapacity { get; init; } = 20_480;

    /// <summary>Learn nothing beyond a time limit, as if it were the task's end; published code does. Off: bootstrap.</summary>
    public bool TimeLimitsEnd { get; init; }

    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public void Validate()
    {
        Check.Require(Environments > 0, "environments", Environments, "at least 1");
        Check.Require(RollOutSteps > 0, "roll_out_steps", RollOutSteps, "at least 1");
        Check.Require(Hidden.Count > 0 && Hidden.All(h => h > 0), "hidden", string.Join(", ", Hidden), "one or more widths of at least 1");
        Check.Require(LearningRate > 0 && double.IsFinite(LearningRate), "learning_rate", LearningRate, "a positive number");
        Check.Require(Epochs > 0, "epochs", Epochs, "at least 1");
        Check.Require(Minibatches > 0, "minibatches", Minibatches, "at least 1");
        Check.Require(Gamma is >= 0 and < 1, "gamma", Gamma, "0 to below 1");
        Check.Require(Lambda is >= 0 and <= 1, "lambda", Lambda, "0 to 1");
        Check.Require(Clip is > 0 and < 1, "clip", Clip, "between 0 and 1");
        Check.Require(ValueClip >= 0, "value_clip", ValueClip, "0 or more");
        Check.Require(EntropyWeight >= 0, "entropy_weight", EntropyWeight, "0 or more");
        Check.Require(ValueWeight > 0, "value_weight", ValueWeight, "above 0");
        Check.Require(GradientNorm >= 0, "gradient_norm", GradientNorm, "0 or more");
        Check.Require(AdamEpsilon > 0, "adam_epsilon", AdamEpsilon, "above 0");
        Check.Require(double.IsFinite(LogStd), "log_std", LogStd, "a finite number");
        Check.Require(ObservationLimit > 0, "observation_limit", ObservationLimit, "above 0");
        Check.Require(ReplayCapacity > 0, "replay_capacity", ReplayCapacity, "at least 1");
    }
}
