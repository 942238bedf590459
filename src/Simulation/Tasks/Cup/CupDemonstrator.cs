using Forewarn.Core;
using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Simulation.Tasks.Cup;

/// <summary>
/// Scripted demonstrators. All grasps share openings and (where they succeed) heights, and a miss is a right plan for
/// a mug elsewhere, so that a plan alone does not give its outcome away: it must be seen against the picture.
/// Targets sit in the middle of their tolerance (handle radius 54-66 mm and rim height 60-80 mm all hold).
/// </summary>
public sealed class CupDemonstrator(SceneOptions options)
{
    private const double HandleRadius = 0.060, RimRadius = 0.036, SlipRadius = 0.040;
    private const double LowGrasp = 0.058, HighGrasp = 0.072, Turn = 0.25;
    private const double NarrowOpening = 0.046, WideOpening = 0.050, Hover = 0.17, Lifted = 0.20;
    private const double PositionNoise = 0.002, HeightNoise = 0.0012, YawNoise = 0.03;
    private const int FastLift = 6, SlowLift = 12;

    /// <summary>A plan <c>[40, 5]</c> for the mug as it stands in <paramref name="environment"/>.</summary>
    public float[] Plan(CupScript script, CupEnvironment environment, SeedStream seed)
    {
        var mug = environment.ObjectPose;
        if (script == CupScript.Miss)
        {
            script = MissScripts[seed.Next(MissScripts.Length)];
            var real = mug;
            mug = GhostScene.Clear(options, real, ghost => Gap(script, ghost, real), ClearGap, seed);
        }
        var c = environment.Command;
        return Waypoint.Interpolate(Waypoints(script, mug, seed), new(c.X, c.Y, c.Z, 0, ArmTask.MaxWidth, 0));
    }

    // Weights mirror how often each script is right elsewhere, so that location and height say little about missing.
    private static readonly CupScript[] MissScripts =
    [
        CupScript.Handle, CupScript.Handle, CupScript.Handle, CupScript.RimLeft, CupScript.RimLeft, CupScript.RimRight,
        CupScript.RimRight, CupScript.Body, CupScript.Body, CupScript.Body, CupScript.Slip, CupScript.Slip, CupScript.Knock, CupScript.Knock,
    ];

    /// <summary>Height at which a grasp usually closes, m.</summary>
    internal const double MiddleGrasp = (LowGrasp + HighGrasp) / 2;

    /// <summary>Where around the mug a grasp closes: distance from its axis, m, and direction from its handle, rad.</summary>
    internal static (double Radius, double Angle) Station(CupScript script) => script switch
    {
        CupScript.Handle => (HandleRadius, 0),
        CupScript.RimLeft => (RimRadius, Math.PI / 2),
        CupScript.RimRight => (RimRadius, -Math.PI / 2),
        CupScript.Body => (0, 0),
        CupScript.Slip => (SlipRadius, Math.PI),
        _ => throw new ArgumentOutOfRangeException(nameof(script), script, "closes nowhere"),
    };

    private static Waypoint[] Waypoints(CupScript script, (double X, double Y, double Yaw) mug, SeedStream seed)
    {
        if (script == CupScript.Knock) return Sweep(mug, seed);
        double height = seed.Uniform(LowGrasp, HighGrasp), yaw = mug.Yaw;
        var (radius, angle) = Station(script);
        if (script is CupScript.Body or CupScript.RimLeft or CupScript.RimRight)
        {
            double off = seed.Uniform(-Turn, Turn);
            yaw += off;
            angle += off;
        }
        double x = mug.X + radius * Math.Cos(mug.Yaw + angle) + PositionNoise * seed.NextNormal();
        double y = mug.Y + radius * Math.Sin(mug.Yaw + angle) + PositionNoise * seed.NextNormal();
        double z = height + HeightNoise * seed.NextNormal(), opening = seed.Uniform(NarrowOpening, WideOpening);
        yaw += YawNoise * seed.NextNormal();
        int lift = seed.Next(2) == 0 ? FastLift : SlowLift;
        return
        [
            new(x, y, Hover, yaw, opening, 11), new(x, y, z, yaw, opening, 9), new(x, y, z, yaw, 0, 6),
            new(x, y, Lifted, yaw, 0, lift), new(x, y, Lifted, yaw, 0, 14 - lift),
        ];
    }

    private static Waypoint[] Sweep((double X, double Y, double Yaw) mug, SeedStream seed)
    {
        // Outwards, so that the stroke stays inside the arm's easy reach.
        double side = mug.Y > 0 ? 1 : -1, x = mug.X + 0.004 * seed.NextNormal(), z = 0.088 + 0.002 * seed.NextNormal();
        double from = mug.Y - side * 0.11, to = mug.Y + side * 0.10;
        return
        [
            new(x, from, 0.22, 0, 0.02, 11), new(x, from, z, 0, 0, 10), new(x, to, z, 0, 0, 5),
            new(x, to, 0.22, 0, 0.02, 12), new(x, to, 0.22, 0, 0.02, 2),
        ];
    }

    private const double ClearGap = 0.012, MugRadius = 0.040, HandleReach = 0.076, HandleHalfWidth = 0.008;

    /// <summary>Smallest distance in the table plane between the fingers' stations and the real mug with its handle, m.</summary>
    private static double Gap(CupScript script, (double X, double Y, double Yaw) ghost, (double X, double Y, double Yaw) real)
    {
        if (script == CupScript.Knock)
        {
            double side = ghost.Y > 0 ? 1 : -1, gap = double.MaxValue;
            for (double f = -0.11; f <= 0.101; f += 0.01) gap = Math.Min(gap, Distance(ghost.X, ghost.Y + side * f, real) - 0.02);
            return gap;
        }
        var (r, phi) = Station(script);
        double x = ghost.X + r * Math.Cos(ghost.Yaw + phi), y = ghost.Y + r * Math.Sin(ghost.Yaw + phi), worst = double.MaxValue;
        // Open fingers reach 6 cm to both sides along the tool's y axis.
        for (double f = -0.06; f <= 0.0601; f += 0.01)
            worst = Math.Min(worst, Distance(x - f * Math.Sin(ghost.Yaw), y + f * Math.Cos(ghost.Yaw), real) - 0.01);
        return worst;
    }

    private static double Distance(double x, double y, (double X, double Y, double Yaw) mug)
    {
        double u = (x - mug.X) * Math.Cos(mug.Yaw) + (y - mug.Y) * Math.Sin(mug.Yaw);
        double v = -(x - mug.X) * Math.Sin(mug.Yaw) + (y - mug.Y) * Math.Cos(mug.Yaw);
        double wall = Math.Sqrt(u * u + v * v) - MugRadius;
        double du = Math.Max(0, Math.Max(-u, u - HandleReach)), dv = Math.Max(0, Math.Abs(v) - HandleHalfWidth);
        return Math.Min(wall, Math.Sqrt(du * du + dv * dv));
    }
}
