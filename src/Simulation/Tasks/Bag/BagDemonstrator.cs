using Forewarn.Core;
using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Simulation.Tasks.Bag;

/// <summary>
/// Scripted demonstrators. All grasps share approach, opening and rhythm, all pinches a height and all grasps of the belly another, and
/// a miss is a right plan for a bag elsewhere: a plan alone does not give its outcome away, it must be seen against the picture.
/// Targets sit in the middle of their tolerance.
/// </summary>
public sealed class BagDemonstrator(SceneOptions options)
{
    /// <summary>Heights at which pinches and grasps of the belly usually close, m.</summary>
    internal const double PinchHeight = 0.059, BellyHeight = 0.026;

    private const double HeightRange = 0.003, AlongRange = 0.005, Turn = 0.10;
    private const double NarrowOpening = 0.046, WideOpening = 0.050, Hover = 0.17, Rise = 0.135;
    private const double PositionNoise = 0.002, HeightNoise = 0.0012, YawNoise = 0.03;
    private const int FastLift = 6, SlowLift = 12;

    /// <summary>Half-widths of belly and crimp, and half-length of both, m.</summary>
    private const double BellyHalf = 0.028, CrimpHalf = 0.016, Half = 0.050;

    private const double ClearGap = 0.012, FingerHalf = 0.010, Reach = 0.06;

    /// <summary>A plan <c>[40, 5]</c> for the bag as it stands in <paramref name="environment"/>.</summary>
    public float[] Plan(BagScript script, BagEnvironment environment, SeedStream seed)
    {
        var bag = environment.ObjectPose;
        if (script == BagScript.Miss)
        {
            script = MissScripts[seed.Next(MissScripts.Length)];
            var real = bag;
            bag = GhostScene.Clear(options, real, ghost => Gap(script, ghost, real), ClearGap, seed);
        }
        var c = environment.Command;
        return Waypoint.Interpolate(Waypoints(script, bag, seed), new(c.X, c.Y, c.Z, 0, ArmTask.MaxWidth, 0));
    }

    // Weights mirror how often each script is right elsewhere, so that location and height say little about missing.
    private static readonly BagScript[] MissScripts =
    [
        BagScript.Corner, BagScript.Corner, BagScript.Corner, BagScript.Edge, BagScript.Edge, BagScript.Edge,
        BagScript.Middle, BagScript.Middle, BagScript.MiddleHard, BagScript.Crush, BagScript.Drop,
    ];

    /// <summary>Where a grasp closes: along the bag from its middle, m, and how high, m.</summary>
    internal static (double Along, double Height) Station(BagScript script) => script switch
    {
        BagScript.Corner => (0.040, PinchHeight),
        BagScript.Edge => (0, PinchHeight),
        BagScript.Drop => (-0.038, PinchHeight),
        BagScript.Middle or BagScript.MiddleHard or BagScript.Loose => (0, BellyHeight),
        BagScript.Crush => (-0.030, BellyHeight),
        _ => throw new ArgumentOutOfRangeException(nameof(script), script, "closes nowhere"),
    };

    /// <summary>Opening of one finger to which a grasp closes, m.</summary>
    private static double Closed(BagScript script, SeedStream seed) => script switch
    {
        BagScript.Middle => seed.Uniform(0.0215, 0.0230),
        BagScript.MiddleHard => seed.Uniform(0.0155, 0.0170),
        BagScript.Loose => seed.Uniform(0.0265, 0.0275),
        BagScript.Corner or BagScript.Edge or BagScript.Drop => seed.Next(2) == 0 ? 0 : seed.Uniform(0.0120, 0.0130),
        _ => 0,
    };

    private static Waypoint[] Waypoints(BagScript script, (double X, double Y, double Yaw) bag, SeedStream seed)
    {
        var (along, height) = Station(script);
        if (script is not (BagScript.Corner or BagScript.Drop)) along += seed.Uniform(-AlongRange, AlongRange);
        double x = bag.X + along * Math.Cos(bag.Yaw) + PositionNoise * seed.NextNormal();
        double y = bag.Y + along * Math.Sin(bag.Yaw) + PositionNoise * seed.NextNormal();
        double z = height + seed.Uniform(-HeightRange, HeightRange) + HeightNoise * seed.NextNormal();
        double yaw = bag.Yaw + seed.Uniform(-Turn, Turn) + YawNoise * seed.NextNormal();
        double opening = seed.Uniform(NarrowOpening, WideOpening), closed = Closed(script, seed);
        int lift = seed.Next(2) == 0 ? FastLift : SlowLift;
        return
        [
            new(x, y, Hover, yaw, opening, 11), new(x, y, z, yaw, opening, 9), new(x, y, z, yaw, closed, 6),
            new(x, y, z + Rise, yaw, closed, lift), new(x, y, z + Rise, yaw, closed, 14 - lift),
        ];
    }

    /// <summary>Smallest distance in the table plane between the fingers' stations and what they would meet of the real bag, m.</summary>
    private static double Gap(BagScript script, (double X, double Y, double Yaw) ghost, (double X, double Y, double Yaw) real)
    {
        var (along, height) = Station(script);
        double x = ghost.X + along * Math.Cos(ghost.Yaw), y = ghost.Y + along * Math.Sin(ghost.Yaw), worst = double.MaxValue;
        double across = height > BellyHeight ? CrimpHalf : BellyHalf;
        for (double f = -Reach; f <= Reach + 1e-4; f += 0.01)
            worst = Math.Min(worst, Distance(x - f * Math.Sin(ghost.Yaw), y + f * Math.Cos(ghost.Yaw), real, across) - FingerHalf);
        return worst;
    }

    private static double Distance(double x, double y, (double X, double Y, double Yaw) bag, double across)
    {
        double u = (x - bag.X) * Math.Cos(bag.Yaw) + (y - bag.Y) * Math.Sin(bag.Yaw);
        double v = -(x - bag.X) * Math.Sin(bag.Yaw) + (y - bag.Y) * Math.Cos(bag.Yaw);
        double du = Math.Max(0, Math.Abs(u) - Half), dv = Math.Max(0, Math.Abs(v) - across);
        return Math.Sqrt(du * du + dv * dv);
    }
}
