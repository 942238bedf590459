using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Simulation.Tasks.Bag;

/// <summary>
/// Names the mode a plan aims at by its geometry in the bag's frame while the fingers close. An optimistic label (a plan may aim right
/// and fail), for training diagnostics only; evaluation executes plans instead.
/// </summary>
public static class BagPlanMode
{
    /// <summary>When the fingers have closed, and how little they may then be open for the chips to break, m.</summary>
    private const int ClosedRow = 24;
    private const double CrushingWidth = 0.0115;

    private static readonly GraspStation[] Stations =
    [
        At("corner", BagScript.Corner), At("edge", BagScript.Edge), At("dropped", BagScript.Drop), At("middle", BagScript.Middle),
        At("middle", BagScript.Crush),
    ];

    /// <param name="plan"><c>[40, 5]</c>.</param>
    /// <param name="pose">True bag pose: x, y (m), yaw (rad).</param>
    /// <returns>Null when the plan belongs to no mode.</returns>
    public static string? Of(ReadOnlySpan<float> plan, ReadOnlySpan<float> pose)
    {
        string? mode = GraspStation.Nearest(Stations, plan, pose);
        return mode == "middle" && plan[ClosedRow * ArmTask.PlanSpec.Width + 4] < CrushingWidth ? "crushed" : mode;
    }

    private static GraspStation At(string mode, BagScript script)
    {
        var (along, height) = BagDemonstrator.Station(script);
        return new(mode, along, 0, height);
    }
}
