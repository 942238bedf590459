using Forewarn.Learning.Verifiers;

namespace Forewarn.Lab.Composition;

/// <summary>Section <c>train_direct</c>: the baseline that chooses from latents without narrating.</summary>
internal sealed record DirectTrainingOptions
{
    public VerifierTrainingOptions Training { get; init; } = VerifierTrainingOptions.Direct;
}
