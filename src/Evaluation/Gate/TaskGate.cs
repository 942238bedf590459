using Forewarn.Core;
using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Evaluation.Gate;

/// <summary>The data gate of a task of the arm.</summary>
public static class TaskGate
{
    /// <param name="episodes">As played by <see cref="TaskGatePlay"/>.</param>
    public static DataGateReport Run(ManipulationTask task, IReadOnlyList<TaskGateEpisode> episodes, GateOptions options, SeedStream seed) =>
        DataGate.Run(
            [.. episodes.Select(e => new GateEpisode(
                e.Script, task.Mode(e.Label), e.Plan, e.State, e.ObjectPose, task.Mode(e.Displaced)))],
            ArmTask.PlanSpec, options, seed);
}
