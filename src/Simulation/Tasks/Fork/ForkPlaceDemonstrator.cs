using Forewarn.Core;
using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Simulation.Tasks.Fork;

/// <summary>
/// Scripted placings of a fork that is held by any of its parts: the fork is laid along the bowl's ears, over its left half, its middle or
/// its right half. How it is held shifts the fork along that axis by up to 4 cm, which the bowl forgives.
/// </summary>
public sealed class ForkPlaceDemonstrator(SceneOptions scenes)
{
    /// <summary>How far beside the bowl's middle the fork is let go for its left and right half, m.</summary>
    internal const double Lane = 0.044;

    private const double Carry = 0.24, Hover = 0.21, LowRelease = 0.066, HighRelease = 0.110, Opening = 0.042;
    private const double PositionNoise = 0.004, HeightNoise = 0.003, YawNoise = 0.05;
    private const int FastDescent = 4, SlowDescent = 9, RetreatRows = 8;

    /// <summary>A plan <c>[40, 5]</c> for the bowl as it stands in <paramref name="environment"/>.</summary>
    public float[] Plan(ForkPlaceScript script, ForkEnvironment environment, SeedStream seed)
    {
        var bowl = environment.BowlPose;
        if (script == ForkPlaceScript.Elsewhere)
        {
            script = Into[seed.Next(Into.Length)];
            var real = bowl;
            bowl = GhostScene.Clear(scenes, real, ghost => Distance(ghost, real), ClearGap, seed);
        }
        var c = environment.Command;
        return Waypoint.Interpolate(Waypoints(script, bowl, (c.X, c.Y), seed), new(c.X, c.Y, c.Z, c.Yaw, 0, 0));
    }

    /// <summary>A bowl this far away is another one: what is put into it ends beside the real one.</summary>
    private const double ClearGap = 0.12;

    private static readonly ForkPlaceScript[] Into = [ForkPlaceScript.Left, ForkPlaceScript.Center, ForkPlaceScript.Right];

    private static Waypoint[] Waypoints(
        ForkPlaceScript script, (double X, double Y, double Yaw) bowl, (double X, double Y) from, SeedStream seed)
    {
        double along = PositionNoise * seed.NextNormal(), across = PositionNoise * seed.NextNormal() + script switch
        {
            ForkPlaceScript.Left => Lane,
            ForkPlaceScript.Right => -Lane,
            ForkPlaceScript.Outside => -seed.Uniform(0.135, 0.165),
            _ => 0,
        };
        double x = bowl.X + along * Math.Cos(bowl.Yaw) - across * Math.Sin(bowl.Yaw);
        double y = bowl.Y + along * Math.Sin(bowl.Yaw) + across * Math.Cos(bowl.Yaw);
        double yaw = bowl.Yaw + YawNoise * seed.NextNormal();
        double z = (seed.Next(2) == 0 ? LowRelease : HighRelease) + HeightNoise * seed.NextNormal();
        int descent = seed.Next(2) == 0 ? FastDescent : SlowDescent, rest = 40 - 11 - SlowDescent - 6 - RetreatRows;
        if (script == ForkPlaceScript.Tip) return Drag(x, y, yaw, seed);
        if (script == ForkPlaceScript.Early)
        {
            double part = seed.Uniform(0.2, 0.5);
            (x, y) = (double.Lerp(from.X, x, part), Math.Min(double.Lerp(from.Y, y, part), bowl.Y - seed.Uniform(0.13, 0.16)));
            return [new(x, y, Carry, yaw, 0, 11), new(x, y, Carry, yaw, Opening, 9), new(x, y, Carry, yaw, Opening, 20)];
        }
        return
        [
            new(x, y, Hover, yaw, 0, 11), new(x, y, Hover, yaw, 0, SlowDescent - descent), new(x, y, z, yaw, 0, descent),
            new(x, y, z, yaw, Opening, 6), new(x, y, Hover, yaw, Opening, RetreatRows), new(x, y, Hover, yaw, Opening, rest),
        ];
    }

    /// <summary>Comes down before the bowl so low that fork and fingers take it along.</summary>
    private static Waypoint[] Drag(double x, double y, double yaw, SeedStream seed)
    {
        double z = 0.045 + HeightNoise * seed.NextNormal(), before = y - seed.Uniform(0.12, 0.14), behind = y + seed.Uniform(0.02, 0.05);
        return
        [
            new(x, before, Hover, yaw, 0, 11), new(x, before, z, yaw, 0, 6), new(x, behind, z, yaw, 0, 9),
            new(x, behind, z, yaw, Opening, 4), new(x, behind, Hover, yaw, Opening, 10),
        ];
    }

    private static double Distance((double X, double Y, double Yaw) a, (double X, double Y, double Yaw) b) =>
        Math.Sqrt((a.X - b.X) * (a.X - b.X) + (a.Y - b.Y) * (a.Y - b.Y));
}
