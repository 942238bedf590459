using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Simulation.Tasks.Drawer;

/// <summary>
/// Names the mode a plan aims at by its geometry in the cabinet's frame while the fingers close. An optimistic label
/// (a plan may aim right and fail), for training diagnostics only; evaluation executes plans instead.
/// </summary>
public static class DrawerPlanMode
{
    private const int ClosingRow = 22;

    private static readonly (string Mode, double X, double Y)[] Centers =
    [
        Center("knob", DrawerScript.Knob), Center("bar", DrawerScript.Bar), Center("ledge", DrawerScript.Ledge),
        Center("slip", DrawerScript.Slip), Center("push", DrawerScript.Push),
    ];

    /// <param name="plan"><c>[40, 5]</c>.</param>
    /// <param name="pose">True cabinet pose: x, y (m), yaw (rad).</param>
    /// <returns>Null when the plan belongs to no mode.</returns>
    public static string? Of(ReadOnlySpan<float> plan, ReadOnlySpan<float> pose)
    {
        int width = ArmTask.PlanSpec.Width;
        var row = plan.Slice(ClosingRow * width, width);
        double c = Math.Cos(pose[2]), s = Math.Sin(pose[2]), dx = row[0] - pose[0], dy = row[1] - pose[1];
        double x = c * dx + s * dy, y = -s * dx + c * dy, z = row[2];
        var (mode, far) = Centers
            .Select(m => (m.Mode, Far: Sq((x - m.X) / 0.012) + Sq((y - m.Y) / 0.010) + Sq((z - DrawerDemonstrator.MiddleGrasp) / 0.010)))
            .MinBy(m => m.Far);
        return far < 4 ? mode : null;

        static double Sq(double v) => v * v;
    }

    private static (string Mode, double X, double Y) Center(string mode, DrawerScript script)
    {
        var (x, y) = DrawerLayout.Station(script);
        return (mode, x, y);
    }
}
