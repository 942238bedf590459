using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>The models and rules that a decision is made of.</summary>
/// <param name="Classifier">Feeds the cheap-verifier rung; null leaves that rung out.</param>
public sealed record SteeringParts(
    IActionProposer Proposer,
    IModeSelector Selector,
    IWorldModel WorldModel,
    IPlanGuard Guard,
    IPlanVerifier Verifier,
    IOutcomeClassifier? Classifier = null);
