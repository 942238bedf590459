using Forewarn.Core;
using Forewarn.Evaluation.Guarding;
using Forewarn.Evaluation.Tasks;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Cup;

namespace Forewarn.Evaluation.Cup;

/// <summary>
/// The cup task's hazards. Failure is a mug tipped over; a plan is doomed when the mug is not over yet at the next decision, but goes over
/// under each of hold, retreat, and open-and-retract, played from that very state.
/// </summary>
/// <exception cref="ForewarnException">The task is another one.</exception>
public sealed class CupPlanHazards(ArmEpisodeTask task) : IPlanHazards
{
    private readonly CupEnvironment _environment = task.Environment as CupEnvironment
        ?? throw ForewarnException.Of("hazards", $"task '{task.Task.Name}'", "cup", "Only the cup task has hazards: configure it.", ExitCode.Usage);

    public ActionChunk Endanger(ActionChunk plan, int rows, SeedStream seed) => new(CupHazards.Stroke(plan.Values, rows, seed), plan.Spec);

    public PlanFate Play(ActionChunk plan, int rows)
    {
        int cut = rows * ArmTask.PlanSpec.Width;
        bool failing = false;
        PlanExecutor.Rows(_environment, plan.Values.AsSpan(0, cut), _ =>
        {
            failing |= _environment.MugTilt > CupTask.TippedAngle;
            return true;
        });
        bool doomed = !failing && CupFallbacks.Judge(_environment).Doomed;
        PlanExecutor.Rows(_environment, plan.Values.AsSpan(cut));
        return new(failing, doomed, task.Label(_environment.Truth));
    }
}
