namespace Forewarn.Simulation.Tasks.Arm;

/// <summary>Where a grasp of some mode closes its fingers, m in the object's frame and above the table.</summary>
internal readonly record struct GraspStation(string Mode, double X, double Y, double Z)
{
    private const int ClosingRow = 22;

    /// <summary>How far from its station a grasp usually closes, m, and the square of how many times that it may be.</summary>
    private const double ScaleX = 0.012, ScaleY = 0.015, ScaleZ = 0.010, Farthest = 6;

    /// <summary>Mode of the station at which a plan closes.</summary>
    /// <param name="plan"><c>[40, 5]</c>.</param>
    /// <param name="pose">True pose of the object: x, y (m), yaw (rad).</param>
    /// <returns>Null when it is far from all of them.</returns>
    public static string? Nearest(IReadOnlyList<GraspStation> stations, ReadOnlySpan<float> plan, ReadOnlySpan<float> pose)
    {
        int width = ArmTask.PlanSpec.Width;
        var row = plan.Slice(ClosingRow * width, width);
        var (x, y) = ObjectFrame.Of(row, pose);
        double z = row[2];
        var (mode, far) = stations
            .Select(m => (m.Mode, Far: Sq((x - m.X) / ScaleX) + Sq((y - m.Y) / ScaleY) + Sq((z - m.Z) / ScaleZ)))
            .MinBy(m => m.Far);
        return far < Farthest ? mode : null;

        static double Sq(double v) => v * v;
    }
}
