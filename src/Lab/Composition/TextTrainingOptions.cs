using Forewarn.Learning.Verifiers;

namespace Forewarn.Lab.Composition;

/// <summary>Section <c>train_verifier_text</c>: the verifier's stage on generated text.</summary>
internal sealed record TextTrainingOptions
{
    public VerifierTrainingOptions Training { get; init; } = VerifierTrainingOptions.Text;
}
