using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>The models and rules that a decision is made of.</summary>
/// <param name="WorldModel">Null where there is nothing to imagine with: plans then pass the guard alone, and the heaviest is taken.</param>
/// <param name="Verifier">Null only without a world model.</param>
/// <param name="Classifier">Feeds the cheap-verifier rung; null leaves that rung out.</param>
public sealed record SteeringParts(
    IActionProposer Proposer,
    IModeSelector Selector,
    IWorldModel? WorldModel,
    IPlanGuard Guard,
    IPlanVerifier? Verifier,
    IOutcomeClassifier? Classifier = null);
