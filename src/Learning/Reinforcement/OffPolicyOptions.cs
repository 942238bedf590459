using Forewarn.Core;

namespace Forewarn.Learning.Reinforcement;

/// <summary>What off-policy optimizers share.</summary>
public record OffPolicyOptions
{
    protected static readonly SettingCheck Check = new("Correct the optimizer's options.");

    /// <summary>Widths of the hidden layers of actor and critics.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [256, 256];

    public double LearningRate { get; init; } = 3e-4;

    /// <summary>Let the learning rate fall to zero within every call of <see cref="IPolicyOptimizer.Improve"/>: the sawtooth of GUITAR's published code.</summary>
    public bool Sawtooth { get; init; }

    /// <summary>Optimistic Adam instead of Adam.</summary>
    public bool Optimistic { get; init; }

    /// <summary>Discount.</summary>
    public double Gamma { get; init; } = 0.99;

    /// <summary>Polyak rate of the target networks.</summary>
    public double Tau { get; init; } = 0.005;

    /// <summary>B.</summary>
    public int Batch { get; init; } = 256;

    /// <summary>Gradient updates per environment step; below 1, an update every few steps.</summary>
    public double UpdatesPerStep { get; init; } = 1;

    /// <summary>First steps of the run, taken uniformly at random and without updates.</summary>
    public int StartSteps { get; init; } = 1000;

    public int ReplayCapacity { get; init; } = 1_000_000;

    /// <summary>Learn nothing beyond a time limit, as if it were the task's end; published code of GUITAR does. Off: bootstrap.</summary>
    public bool TimeLimitsEnd { get; init; }

    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public virtual void Validate()
    {
        Check.Require(Hidden.Count > 0 && Hidden.All(h => h > 0), "hidden", string.Join(", ", Hidden), "one or more widths of at least 1");
        Check.Require(LearningRate > 0 && double.IsFinite(LearningRate), "learning_rate", LearningRate, "a positive number");
        Check.Require(Gamma is >= 0 and < 1, "gamma", Gamma, "0 to below 1");
        Check.Require(Tau is > 0 and <= 1, "tau", Tau, "above 0, at most 1");
        Check.Require(Batch > 0, "batch", Batch, "at least 1");
        Check.Require(UpdatesPerStep is > 0 and <= 100, "updates_per_step", UpdatesPerStep, "above 0, at most 100");
        Check.Require(StartSteps >= 0, "start_steps", StartSteps, "0 or more");
        Check.Require(ReplayCapacity > 0, "replay_capacity", ReplayCapacity, "at least 1");
    }
}
