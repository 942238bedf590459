using Forewarn.Core;
using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Simulation.Tasks.Drawer;

/// <summary>
/// Scripted demonstrators. All share heights, openings and ways, and a miss is a right plan for a cabinet elsewhere, so that a
/// plan alone does not give its outcome away: it must be seen against the picture. The fingers close across the pull.
/// </summary>
public sealed class DrawerDemonstrator(SceneOptions options)
{
    private const double LowGrasp = 0.061, HighGrasp = 0.067, NarrowOpening = 0.042, WideOpening = 0.046, Hover = 0.17;
    private const double PositionNoise = 0.002, HeightNoise = 0.0012, YawNoise = 0.03, WayNoise = 0.002;
    private const double HalfWay = 0.052, FullWay = 0.098, ClearGap = 0.010;
    private const int FastPull = 6, SlowPull = 12;

    /// <summary>Height at which the fingers usually close, m.</summary>
    internal const double MiddleGrasp = (LowGrasp + HighGrasp) / 2;

    // Weights mirror how often each script is right elsewhere, so that location and way say little about missing.
    private static readonly DrawerScript[] MissScripts =
    [
        DrawerScript.Knob, DrawerScript.Knob, DrawerScript.Knob, DrawerScript.Bar, DrawerScript.Bar, DrawerScript.Bar,
        DrawerScript.Ledge, DrawerScript.Ledge, DrawerScript.Ledge, DrawerScript.Slip, DrawerScript.Slip, DrawerScript.Push, DrawerScript.Push,
    ];

    /// <summary>A plan <c>[40, 5]</c> for the cabinet as it stands in <paramref name="environment"/>.</summary>
    public float[] Plan(DrawerScript script, DrawerEnvironment environment, SeedStream seed)
    {
        var cabinet = environment.ObjectPose;
        bool miss = script == DrawerScript.Miss;
        if (miss) script = MissScripts[seed.Next(MissScripts.Length)];
        double way = DrawerLayout.Play(script) + (seed.Next(2) == 0 ? HalfWay : FullWay) + WayNoise * seed.NextNormal();
        if (script == DrawerScript.Push) way = -way;
        if (miss)
        {
            var real = cabinet;
            cabinet = GhostScene.Clear(options, real, ghost => Gap(script, way, ghost, real), ClearGap, seed);
        }
        var c = environment.Command;
        return Waypoint.Interpolate(Waypoints(script, way, cabinet, seed), new(c.X, c.Y, c.Z, 0, ArmTask.MaxWidth, 0));
    }

    private static Waypoint[] Waypoints(DrawerScript script, double way, (double X, double Y, double Yaw) cabinet, SeedStream seed)
    {
        var at = Placed(DrawerLayout.Station(script), cabinet);
        double x = at.X + PositionNoise * seed.NextNormal(), y = at.Y + PositionNoise * seed.NextNormal();
        double z = seed.Uniform(LowGrasp, HighGrasp) + HeightNoise * seed.NextNormal(), opening = seed.Uniform(NarrowOpening, WideOpening);
        double yaw = cabinet.Yaw + Math.PI / 2 + YawNoise * seed.NextNormal();
        double toX = x - way * Math.Sin(cabinet.Yaw), toY = y + way * Math.Cos(cabinet.Yaw);
        int pull = seed.Next(2) == 0 ? FastPull : SlowPull;
        return
        [
            new(x, y, Hover, yaw, opening, 11), new(x, y, z, yaw, opening, 9), new(x, y, z, yaw, 0, 6),
            new(toX, toY, z, yaw, 0, pull), new(toX, toY, z, yaw, 0, 14 - pull),
        ];
    }

    /// <summary>Smallest distance between the fingers of a plan for <paramref name="ghost"/> and all that stands on the real cabinet, m.</summary>
    private static double Gap(DrawerScript script, double way, (double X, double Y, double Yaw) ghost, (double X, double Y, double Yaw) real)
    {
        var (x, y) = Placed(DrawerLayout.Station(script), ghost);
        double c = Math.Cos(real.Yaw), s = Math.Sin(real.Yaw), dx = x - real.X, dy = y - real.Y;
        return DrawerLayout.Gap((c * dx + s * dy, c * dy - s * dx), ghost.Yaw - real.Yaw, WideOpening, way);
    }

    private static (double X, double Y) Placed((double X, double Y) p, (double X, double Y, double Yaw) cabinet)
    {
        double c = Math.Cos(cabinet.Yaw), s = Math.Sin(cabinet.Yaw);
        return (cabinet.X + c * p.X - s * p.Y, cabinet.Y + s * p.X + c * p.Y);
    }
}
