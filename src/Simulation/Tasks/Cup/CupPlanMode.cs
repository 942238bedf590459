using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Simulation.Tasks.Cup;

/// <summary>
/// Names the mode a plan aims at by its geometry in the mug's frame while the fingers close. An optimistic label
/// (a plan may aim right and fail), for training diagnostics only; evaluation executes plans instead.
/// </summary>
public static class CupPlanMode
{
    private const int ClosedBeforeRow = 19;
    private const double ClosedWidth = 0.008;

    private static readonly GraspStation[] Stations =
    [
        At("handle", CupScript.Handle), At("rim-left", CupScript.RimLeft), At("rim-right", CupScript.RimRight),
        At("body", CupScript.Body), At("slip", CupScript.Slip),
    ];

    /// <param name="plan"><c>[40, 5]</c>.</param>
    /// <param name="pose">True mug pose: x, y (m), yaw (rad).</param>
    /// <returns>Null when the plan belongs to no mode.</returns>
    public static string? Of(ReadOnlySpan<float> plan, ReadOnlySpan<float> pose) =>
        plan[ClosedBeforeRow * ArmTask.PlanSpec.Width + 4] < ClosedWidth ? "knock" : GraspStation.Nearest(Stations, plan, pose);

    private static GraspStation At(string mode, CupScript script)
    {
        var (radius, angle) = CupDemonstrator.Station(script);
        return new(mode, radius * Math.Cos(angle), radius * Math.Sin(angle), CupDemonstrator.MiddleGrasp);
    }
}
