using Forewarn.Core;
using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Simulation.Tasks.Cup;

/// <summary>
/// Plans that push or pull the mug over, made from plans that would grasp it: the approach is kept, then the closed fingers stroke at rim
/// height through the place where the plan would have closed them. The stroke is timed so that it meets the mug around a given row, which
/// leaves some mugs lying at that row, some still falling, and some that only rock. What a plan does is never assumed: it is played.
/// </summary>
public static class CupHazards
{
    /// <summary>Row in which grasps close, and the last row of the approach that is kept.</summary>
    private const int ClosingRow = 22, Approach = 10;

    private const double Before = 0.11, Beyond = 0.10, MugRadius = 0.04, Above = 0.22;
    private const double LowStroke = 0.080, HighStroke = 0.092;
    private const int ShortStroke = 5, LongStroke = 6, Descent = 6;

    /// <summary>Rows before the given one in which the stroke may meet the mug: earlier ones leave it lying, later ones untouched.</summary>
    private const int Earliest = 3, Latest = 1;

    /// <summary>Approach, the way beside the mug and the descent take this many rows.</summary>
    private const int FirstRow = 24;

    /// <param name="plan">A plan of the policy, <c>[40, 5]</c>.</param>
    /// <param name="row">Row after which the next decision is made, 24 to 40; before row 28 the stroke comes as early as it can, and may meet the mug after it.</param>
    /// <returns><c>[40, 5]</c>.</returns>
    /// <exception cref="ForewarnException">The row leaves no time for a stroke, or lies beyond the plan.</exception>
    public static float[] Stroke(ReadOnlySpan<float> plan, int row, SeedStream seed)
    {
        int width = ArmTask.PlanSpec.Width;
        Shape.Require("cup plan", plan.Length, ("T", ArmTask.PlanSteps), ("A", width));
        if (row < FirstRow || row > ArmTask.PlanSteps)
            throw ForewarnException.Of("row of the next decision", $"{row}", $"{FirstRow} to {ArmTask.PlanSteps}, for a stroke to fit in before it",
                "Set steering.action_horizon.", ExitCode.Usage);
        var close = plan.Slice(ClosingRow * width, width);
        var kept = plan.Slice(Approach * width, width);
        double heading = seed.Uniform(-Math.PI, Math.PI), dx = Math.Cos(heading), dy = Math.Sin(heading);
        double z = seed.Uniform(LowStroke, HighStroke);
        int stroke = ShortStroke + seed.Next(LongStroke - ShortStroke + 1);
        // At constant speed the fingers would reach the mug's wall after this share of the stroke.
        double share = (Before - MugRadius) / (Before + Beyond);
        int meet = row - Earliest + seed.Next(Earliest - Latest + 1), begin = Math.Max(Approach + 1 + 2 * Descent, meet - (int)Math.Round(share * stroke));
        double x = close[0], y = close[1];
        Waypoint near = new(x - Before * dx, y - Before * dy, z, 0, 0, Descent);
        Waypoint far = near with { X = x + Beyond * dx, Y = y + Beyond * dy, Steps = stroke };
        Waypoint over = new(kept[0], kept[1], kept[2], kept[3], kept[4], Approach + 1);
        float[] rows = Waypoint.Interpolate(
            [over, near with { Z = Above, Steps = begin - Descent - Approach - 1 }, near, far, far with { Z = Above, Steps = ArmTask.PlanSteps }],
            over);
        plan[..((Approach + 1) * width)].CopyTo(rows);
        return rows;
    }
}
