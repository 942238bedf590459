using Forewarn.Core;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Cup;

namespace Forewarn.Evaluation.Gate;

/// <summary>The data gate of the cup task.</summary>
public static class CupGate
{
    /// <param name="episodes">As played by <see cref="CupGatePlay"/>.</param>
    public static DataGateReport Run(IReadOnlyList<CupGateEpisode> episodes, GateOptions options, SeedStream seed) =>
        DataGate.Run(
            [.. episodes.Select(e => new GateEpisode(
                e.Script.ToString(), e.Label.Mode, e.Plan, e.State, e.ObjectPose, e.Displaced.Mode))],
            ArmTask.PlanSpec, options, seed);
}
