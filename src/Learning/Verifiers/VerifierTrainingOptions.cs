using Forewarn.Learning.Training;

namespace Forewarn.Learning.Verifiers;

/// <summary>A whole training run of one stage.</summary>
public sealed record VerifierTrainingOptions
{
    public VerifierOptions Verifier { get; init; } = new();

    public TrainingOptions Training { get; init; } = new();

    /// <summary>Generated text only; about three quarters of a second per update on one core.</summary>
    public static VerifierTrainingOptions Text => new()
    {
        Verifier = new() { Stage = VerifierStage.Text, TextTokens = 1024 },
        Training = Loop with { Steps = 3200, LearningRate = 2e-3, HoldFraction = 0.3, FinalFraction = 0.05, EmaDecay = 0.99 },
    };

    /// <summary>Latents with the text mixed in; the known words have their places by now, and the defined ones get theirs.</summary>
    public static VerifierTrainingOptions Joint => new()
    {
        Verifier = new() { Stage = VerifierStage.Joint, TextTokens = 512, DefinitionWeight = 0.5 },
        Training = Loop with { Steps = 1000, LearningRate = 8e-4 },
    };

    /// <summary>
    /// The baseline that reads actions: the joint stage's numbers. Its prompts are much longer, and so is an update.
    /// </summary>
    public static VerifierTrainingOptions Actions =>
        Joint with { Verifier = Joint.Verifier with { Stage = VerifierStage.Actions, StepsPerToken = 1 } };

    /// <summary>The baseline that chooses from latents: the joint stage's numbers and twice its plans.</summary>
    public static VerifierTrainingOptions Direct =>
        Joint with { Verifier = Joint.Verifier with { Stage = VerifierStage.Direct, LatentRows = 96 } };

    private static TrainingOptions Loop => new()
    {
        WarmupSteps = 100, WeightDecay = 0.02, Beta2 = 0.98, EmaDecay = 0.995, FinalFraction = 0.02,
        LogEvery = 50, EvaluateEvery = 500, CheckpointEvery = 250,
    };
}
