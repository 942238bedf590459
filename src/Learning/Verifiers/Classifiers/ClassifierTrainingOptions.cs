using Forewarn.Learning.Training;

namespace Forewarn.Learning.Verifiers;

/// <summary>A whole classifier training.</summary>
public sealed record ClassifierTrainingOptions
{
    public OutcomeClassifierOptions Classifier { get; init; } = new();

    /// <summary>Numbers of the loop; about a minute on one core.</summary>
    public TrainingOptions Training { get; init; } = new()
    {
        Steps = 1500, LearningRate = 2e-3, WarmupSteps = 50, WeightDecay = 0.05, EmaDecay = 0.99, EvaluateEvery = 300, LogEvery = 100,
    };
}
