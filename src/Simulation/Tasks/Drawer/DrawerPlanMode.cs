using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Simulation.Tasks.Drawer;

/// <summary>
/// Names the mode a plan aims at by where its fingers close in the cabinet's frame. An optimistic label (a plan may aim right
/// and fail), for training diagnostics only; evaluation executes plans instead.
/// </summary>
public static class DrawerPlanMode
{
    private static readonly GraspStation[] Stations =
    [
        At("knob", DrawerScript.Knob), At("bar", DrawerScript.Bar), At("ledge", DrawerScript.Ledge),
        At("slip", DrawerScript.Slip), At("push", DrawerScript.Push),
    ];

    /// <param name="plan"><c>[40, 5]</c>.</param>
    /// <param name="pose">True cabinet pose: x, y (m), yaw (rad).</param>
    /// <returns>Null when the plan belongs to no mode.</returns>
    public static string? Of(ReadOnlySpan<float> plan, ReadOnlySpan<float> pose) => GraspStation.Nearest(Stations, plan, pose);

    private static GraspStation At(string mode, DrawerScript script)
    {
        var (x, y) = DrawerLayout.Station(script);
        return new(mode, x, y, DrawerDemonstrator.MiddleGrasp);
    }
}
