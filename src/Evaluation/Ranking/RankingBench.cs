using Forewarn.Core;
using Forewarn.Evaluation.Steering;
using Forewarn.Steering;

namespace Forewarn.Evaluation.Ranking;

/// <summary>What one thread needs to play scenes for two verifiers.</summary>
/// <param name="Reference">The verifier whose choices count as right; <paramref name="Candidate"/> is measured by it.</param>
public sealed record RankingBench(
    IEpisodeTask Task, IActionProposer Proposer, IModeSelector Clustering, IWorldModel WorldModel, IPlanGuard Guard,
    PlanChooser Reference, PlanChooser Candidate);
