using Forewarn.Learning.Verifiers;

namespace Forewarn.Lab.Composition;

/// <summary>Section <c>train_verifier</c>: the verifier's stage on latents, with text mixed in.</summary>
internal sealed record JointTrainingOptions
{
    public VerifierTrainingOptions Training { get; init; } = VerifierTrainingOptions.Joint;
}
