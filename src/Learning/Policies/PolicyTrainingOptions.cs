using Forewarn.Learning.Training;

namespace Forewarn.Learning.Policies;

/// <summary>A whole policy training.</summary>
public sealed record PolicyTrainingOptions
{
    public DiffusionPolicyOptions Policy { get; init; } = new();

    /// <summary>Modes a person may ask for; the gate watches these. A coarse name covers finer ones.</summary>
    public IReadOnlyList<string> Wished { get; init; } = ["handle", "rim", "body"];

    /// <summary>Numbers of the loop; defaults are the measured ones (about a minute on one core).</summary>
    public TrainingOptions Training { get; init; } = new()
    {
        Steps = 3000,
        LearningRate = 1e-3,
        WarmupSteps = 100,
        FinalFraction = 0.01,
        WeightDecay = 1e-4,
        EmaDecay = 0.998,
        EvaluateEvery = 500,
        CheckpointEvery = 500,
    };
}
