using Forewarn.Learning.Training;

namespace Forewarn.Learning.Policies;

/// <summary>A whole eye training.</summary>
public sealed record EyeTrainingOptions
{
    public SceneEyeOptions Eye { get; init; } = new();

    /// <summary>Numbers of the loop; defaults are the measured ones (about four minutes on one core).</summary>
    public TrainingOptions Training { get; init; } = new()
    {
        Steps = 4500,
        LearningRate = 2e-3,
        WarmupSteps = 50,
        FinalFraction = 0.01,
        WeightDecay = 1e-4,
        EmaDecay = 0.99,
        EvaluateEvery = 500,
        CheckpointEvery = 500,
    };
}
