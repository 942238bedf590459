using Forewarn.Learning.Preferences;

namespace Forewarn.Lab.Composition;

/// <summary>Section <c>tune_policy</c>.</summary>
internal sealed record PolicyTuningSection
{
    public TuningOptions Tuning { get; init; } = new()
    {
        Training = new TuningOptions().Training with { Steps = 800, LearningRate = 2e-4 },
    };

    public DiffusionTuningOptions Diffusion { get; init; } = new();
}
