using Forewarn.Learning.Preferences;

namespace Forewarn.Lab.Composition;

/// <summary>Section <c>tune_policy</c>.</summary>
internal sealed record PolicyTuningSection
{
    public TuningOptions Tuning { get; init; } = new();

    public DiffusionTuningOptions Diffusion { get; init; } = new();
}
