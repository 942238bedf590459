using Forewarn.Core;
using Forewarn.Evaluation.Learners;

namespace Forewarn.Evaluation.Gate;

/// <summary>What the data gate measured.</summary>
/// <param name="Episodes">Number of episodes.</param>
/// <param name="Outcomes">Episodes per outcome class.</param>
/// <param name="Replay">Share of outcomes that survive the displacement; null when nothing was replayed.</param>
/// <param name="ReplayByOutcome">The same per original outcome.</param>
/// <param name="StateToScript">Script from pose and proprioception at the start.</param>
/// <param name="StateToOutcome">Outcome from pose and proprioception at the start.</param>
/// <param name="ActionsOnly">Outcome from the plan and the first proprioception.</param>
/// <param name="PoseAndActions">Outcome from the plan, also expressed in the object's frame, and the pose.</param>
/// <param name="Checks">The verdict per question.</param>
public sealed record DataGateReport(
    int Episodes,
    IReadOnlyDictionary<string, int> Outcomes,
    MetricInterval? Replay,
    IReadOnlyDictionary<string, MetricInterval> ReplayByOutcome,
    Predictability StateToScript,
    Predictability StateToOutcome,
    Predictability ActionsOnly,
    Predictability PoseAndActions,
    IReadOnlyList<GateCheck> Checks)
{
    public bool Passed => Checks.All(c => c.Passed);
}
