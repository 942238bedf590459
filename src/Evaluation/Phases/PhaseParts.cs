using Forewarn.Core;
using Forewarn.Evaluation.Steering;
using Forewarn.Evaluation.Tasks;
using Forewarn.Steering;

namespace Forewarn.Evaluation.Phases;

/// <summary>What steers one phase. Not shared with other threads.</summary>
/// <param name="Proposals">Plans drawn per decision.</param>
public sealed record PhaseParts(
    ArmEpisodeTask Task, IActionProposer Proposer, int Proposals, IModeSelector Clustering, IWorldModel WorldModel, IPlanGuard Guard,
    INarrator Narrator, INarrationChooser Chooser);
