using Forewarn.Core;
using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Simulation.Tasks.Cup;

/// <summary>
/// Plans that go wrong by hand: a grasp that comes down beside where it should, one that drags the mug sideways, one that
/// jerks it about. Some rock the mug, hardly any tips it: what looks dangerous and is not. What a plan does is never assumed, it is played.
/// </summary>
public static class CupMishaps
{
    /// <summary>Last row of the approach, and the row from which the fingers are closed.</summary>
    private const int Approach = 10, Closed = 25;

    /// <summary>Standard deviations of a wrong approach, m.</summary>
    private const double Aside = 0.022, Height = 0.010;

    /// <summary>The whole grasp displaced: open fingers land on the rim or the handle, or push the wall.</summary>
    /// <param name="plan">A grasp, <c>[40, 5]</c>.</param>
    public static float[] Offset(ReadOnlySpan<float> plan, SeedStream seed)
    {
        double dx = Aside * seed.NextNormal(), dy = Aside * seed.NextNormal(), dz = Height * seed.NextNormal();
        return Changed(plan, (t, row) =>
        {
            double share = Math.Min(1, (t + 1.0) / Approach);
            row[0] += (float)(share * dx);
            row[1] += (float)(share * dy);
            row[2] += (float)(share * dz);
        });
    }

    /// <summary>After the grasp, sideways instead of up, along the table or slowly off it; sometimes it lets go on the way.</summary>
    /// <inheritdoc cref="Offset"/>
    public static float[] Pull(ReadOnlySpan<float> plan, SeedStream seed)
    {
        double heading = seed.Uniform(-Math.PI, Math.PI), speed = seed.Uniform(0.015, 0.055), reach = seed.Uniform(0.08, 0.22);
        double rise = seed.Next(2) == 0 ? 0 : seed.Uniform(0, 0.012), lower = seed.Uniform(-0.01, 0.02);
        int release = seed.Next(2) == 0 ? ArmTask.PlanSteps : Closed + 3 + seed.Next(10), from = Closed - seed.Next(4);
        float[] at = plan.Slice(Closed * ArmTask.PlanSpec.Width, ArmTask.PlanSpec.Width).ToArray();
        return Changed(plan, (t, row) =>
        {
            if (t < from) return;
            double way = Math.Min(reach, speed * (t - from + 1));
            row[0] = (float)(at[0] + way * Math.Cos(heading));
            row[1] = (float)(at[1] + way * Math.Sin(heading));
            row[2] = (float)(at[2] + lower + rise * (t - from + 1));
            row[4] = t >= release ? (float)ArmTask.MaxWidth : at[4];
        });
    }

    /// <summary>The lift as fast as the arm goes, swinging to and fro.</summary>
    /// <inheritdoc cref="Offset"/>
    public static float[] Jerk(ReadOnlySpan<float> plan, SeedStream seed)
    {
        double heading = seed.Uniform(-Math.PI, Math.PI), swing = seed.Uniform(0.02, 0.06), rise = seed.Uniform(0.03, 0.06);
        int from = Closed - 2 + seed.Next(3), half = 2 + seed.Next(4);
        float[] at = plan.Slice(Closed * ArmTask.PlanSpec.Width, ArmTask.PlanSpec.Width).ToArray();
        return Changed(plan, (t, row) =>
        {
            if (t < from) return;
            double way = swing * Math.Sin(Math.PI * (t - from + 1) / half);
            row[0] = (float)(at[0] + way * Math.Cos(heading));
            row[1] = (float)(at[1] + way * Math.Sin(heading));
            row[2] = (float)Math.Min(0.25, at[2] + rise * (t - from + 1));
            row[4] = at[4];
        });
    }

    private static float[] Changed(ReadOnlySpan<float> plan, Action<int, float[]> change)
    {
        int width = ArmTask.PlanSpec.Width;
        Shape.Require("cup plan", plan.Length, ("T", ArmTask.PlanSteps), ("A", width));
        var rows = plan.ToArray();
        for (int t = 0; t < ArmTask.PlanSteps; t++)
        {
            float[] row = rows[(t * width)..((t + 1) * width)];
            change(t, row);
            row.CopyTo(rows, t * width);
        }
        return rows;
    }
}
