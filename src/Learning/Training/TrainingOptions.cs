using Forewarn.Core;

namespace Forewarn.Learning.Training;

/// <summary>Numbers of the shared training loop; batch composition belongs to the task.</summary>
public sealed record TrainingOptions
{
    private static readonly SettingCheck Check = new("Correct the training options.");

    /// <summary>Updates in the whole run; the learning-rate schedule spans them.</summary>
    public long Steps { get; init; } = 1000;

    /// <summary>Peak learning rate.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Updates of linear warm-up.</summary>
    public long WarmupSteps { get; init; } = 100;

    /// <summary>Share of the run after which the cosine decay starts; 0 = right after warm-up.</summary>
    public double HoldFraction { get; init; }

    /// <summary>Learning rate at the end, as a share of the peak.</summary>
    public double FinalFraction { get; init; } = 0.02;

    /// <summary>Decoupled weight decay on matrices and kernels.</summary>
    public double WeightDecay { get; init; }

    public double Beta1 { get; init; } = 0.9;

    public double Beta2 { get; init; } = 0.999;

    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Largest global gradient norm; 0 = no clipping.</summary>
    public double ClipNorm { get; init; } = 1;

    /// <summary>Decay of the moving average of the parameters; 0 = none.</summary>
    public double EmaDecay { get; init; }

    /// <summary>Updates between two lines of the metric log.</summary>
    public long LogEvery { get; init; } = 50;

    /// <summary>Updates between two held-out evaluations; 0 = only at the end.</summary>
    public long EvaluateEvery { get; init; }

    /// <summary>Updates between two checkpoints; the end always writes one.</summary>
    public long CheckpointEvery { get; init; } = 500;

    /// <summary>Numbered checkpoints kept beside <c>last</c>.</summary>
    public int KeepCheckpoints { get; init; } = 2;

    /// <summary>Stop after this many minutes with a checkpoint to resume from; 0 = no limit.</summary>
    public double Minutes { get; init; }

    /// <summary>Root seed of initial weights, batches and noise.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Torch threads; results repeat bit by bit for equal numbers only.</summary>
    public int Threads { get; init; } = 1;

    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public void Validate()
    {
        Check.Require(Steps > 0, "steps", Steps, "at least 1");
        Check.Require(LearningRate > 0 && double.IsFinite(LearningRate), "learning rate", LearningRate, "a positive number");
        Check.Require(WarmupSteps >= 0, "warm-up steps", WarmupSteps, "0 or more");
        Check.Require(HoldFraction is >= 0 and <= 1, "hold fraction", HoldFraction, "0 to 1");
        Check.Require(FinalFraction is >= 0 and <= 1, "final fraction", FinalFraction, "0 to 1");
        Check.Require(WeightDecay >= 0, "weight decay", WeightDecay, "0 or more");
        Check.Require(ClipNorm >= 0, "clip norm", ClipNorm, "0 or more");
        Check.Require(EmaDecay is >= 0 and < 1, "EMA decay", EmaDecay, "0 to below 1");
        Check.Require(LogEvery > 0, "log interval", LogEvery, "at least 1");
        Check.Require(CheckpointEvery > 0, "checkpoint interval", CheckpointEvery, "at least 1");
        Check.Require(Minutes >= 0, "minutes", Minutes, "0 or more");
        Check.Require(Threads > 0, "threads", Threads, "at least 1");
    }
}
