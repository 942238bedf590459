using Forewarn.Core;
using Forewarn.Evaluation.Guarding;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Cup;

namespace Forewarn.Evaluation.Cup;

/// <summary>
/// The cup task's hazards. Failure is a mug tipped over; a plan is doomed when the mug is not over yet at the next decision, but goes over
/// under each of hold, retreat, and open-and-retract, played from that very state.
/// </summary>
public sealed class CupPlanHazards(CupEpisodeTask task) : IPlanHazards
{
    private readonly CupEnvironment _environment = task.Environment;

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
        return new(failing, doomed, CupEpisodeTask.Label(_environment.Label));
    }
}
