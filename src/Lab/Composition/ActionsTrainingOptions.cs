using Forewarn.Learning.Verifiers;

namespace Forewarn.Lab.Composition;

/// <summary>Section <c>train_actions</c>: the baseline that narrates from the present and the plan in words.</summary>
internal sealed record ActionsTrainingOptions
{
    public VerifierTrainingOptions Training { get; init; } = VerifierTrainingOptions.Actions;
}
