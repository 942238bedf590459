using Forewarn.Core;

namespace Forewarn.Learning.Imitation;

/// <summary>Behavior cloning: regression of demonstrated actions on states.</summary>
public sealed record BehaviorCloningOptions
{
    internal static readonly SettingCheck Check = new("Correct the options of cloning.");

    /// <summary>Gradient steps. Published: 300 000.</summary>
    public long Steps { get; init; } = 20_000;

    /// <summary>Widths of the hidden layers.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [256, 256];

    public CloningLoss Loss { get; init; }

    public double LearningRate { get; init; } = 3e-4;

    /// <summary>Decoupled weight decay.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Rows per gradient step, drawn with replacement.</summary>
    public int Batch { get; init; } = 256;

    /// <summary>Share of the transitions that is held out for the validation loss.</summary>
    public double HeldOut { get; init; } = 0.1;

    /// <summary>Gradient steps between two looks at the held-out loss.</summary>
    public long LogEvery { get; init; } = 1000;

    /// <summary>Gradient steps between two evaluations; the end always has one. Published code looks once, at 50 episodes.</summary>
    public long EvaluateEvery { get; init; } = 10_000;

    public int EvaluationEpisodes { get; init; } = 10;

    /// <summary>Stop after this many minutes with a checkpoint to resume from; 0 = no limit.</summary>
    public double Minutes { get; init; }

    public ulong Seed { get; init; } = 1;

    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public void Validate()
    {
        Check.Require(Steps > 0, "steps", Steps, "at least 1");
        Check.Require(Hidden.All(h => h > 0), "hidden", string.Join(", ", Hidden), "widths of at least 1, or none");
        Check.Require(LearningRate > 0 && double.IsFinite(LearningRate), "learning_rate", LearningRate, "a positive number");
        Check.Require(WeightDecay is >= 0 and < 1, "weight_decay", WeightDecay, "0 to below 1");
        Check.Require(Batch > 0, "batch", Batch, "at least 1");
        Check.Require(HeldOut is >= 0 and < 1, "held_out", HeldOut, "0 to below 1");
        Check.Require(LogEvery > 0, "log_every", LogEvery, "at least 1");
        Check.Require(EvaluateEvery > 0, "evaluate_every", EvaluateEvery, "at least 1");
        Check.Require(EvaluationEpisodes > 0, "evaluation_episodes", EvaluationEpisodes, "at least 1");
        Check.Require(Minutes >= 0, "minutes", Minutes, "0 or more");
    }
}
