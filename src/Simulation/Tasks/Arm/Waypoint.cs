namespace Forewarn.Simulation.Tasks.Arm;

/// <summary>Where a scripted plan passes: tool target (m, rad in the base frame), opening of one finger (m) and rows to get there.</summary>
public readonly record struct Waypoint(double X, double Y, double Z, double Yaw, double Width, int Steps)
{
    /// <summary>Rows <c>[40, 5]</c> through all waypoints, at rest in each; the fingers move in the first third of a stretch.</summary>
    /// <param name="from">Where the plan begins.</param>
    public static float[] Interpolate(IReadOnlyList<Waypoint> waypoints, Waypoint from)
    {
        int width = ArmTask.PlanSpec.Width, t = 0;
        var plan = new float[ArmTask.PlanSteps * width];
        foreach (var to in waypoints)
        {
            for (int i = 1; i <= to.Steps && t < ArmTask.PlanSteps; i++, t++)
            {
                double a = (double)i / to.Steps, smooth = a * a * (3 - 2 * a), grip = Math.Min(1, 3 * a);
                var row = plan.AsSpan(t * width, width);
                row[0] = (float)double.Lerp(from.X, to.X, smooth);
                row[1] = (float)double.Lerp(from.Y, to.Y, smooth);
                row[2] = (float)double.Lerp(from.Z, to.Z, smooth);
                row[3] = (float)double.Lerp(from.Yaw, to.Yaw, smooth);
                row[4] = (float)double.Lerp(from.Width, to.Width, grip);
            }
            from = to;
        }
        return plan;
    }
}
