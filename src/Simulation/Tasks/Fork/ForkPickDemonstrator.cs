using Forewarn.Core;
using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Simulation.Tasks.Fork;

/// <summary>
/// Scripted picks. All share openings, heights and rhythm, and a miss is a right plan for a fork elsewhere, so that a plan alone does not
/// give its outcome away: it must be seen against the picture.
/// </summary>
public sealed class ForkPickDemonstrator(SceneOptions scenes)
{
    /// <summary>Where fingers close on the slopes of the handle's pointed end, m along the fork.</summary>
    internal const double DropStation = -0.0775;

    private const double LowGrasp = 0.020, HighGrasp = 0.025, NarrowOpening = 0.030, WideOpening = 0.036;
    private const double Hover = 0.17;

    /// <summary>
    /// Where every lift ends (x, y, z m), at yaw 0: a placing always begins there, and both cameras see the whole bowl.
    /// </summary>
    private const double ReadyX = 0.48, ReadyY = -0.05, Lifted = 0.25;

    private const double AlongNoise = 0.002, EndNoise = 0.001, AcrossNoise = 0.002, HeightNoise = 0.001, YawNoise = 0.03;
    private const int FastLift = 6, SlowLift = 12;

    // Weights mirror how often each script is right elsewhere, so that a place says little about missing.
    private static readonly ForkPickScript[] MissScripts =
    [
        ForkPickScript.Handle, ForkPickScript.Handle, ForkPickScript.Neck, ForkPickScript.Neck, ForkPickScript.Tines, ForkPickScript.Tines,
        ForkPickScript.Drop,
    ];

    /// <summary>A plan <c>[40, 5]</c> for the fork as it lies in <paramref name="environment"/>.</summary>
    public float[] Plan(ForkPickScript script, ForkEnvironment environment, SeedStream seed)
    {
        var fork = environment.ForkPose;
        if (script == ForkPickScript.Miss)
        {
            script = MissScripts[seed.Next(MissScripts.Length)];
            double station = Station(script);
            var real = fork;
            fork = GhostScene.Clear(scenes, real, ghost => Gap(station, ghost, real), ClearGap, seed);
        }
        var c = environment.Command;
        return Waypoint.Interpolate(Waypoints(script, fork, seed), new(c.X, c.Y, c.Z, c.Yaw, ArmTask.MaxWidth, 0));
    }

    private static double Station(ForkPickScript script) => script switch
    {
        ForkPickScript.Handle => ForkScene.Station(ForkPart.Handle),
        ForkPickScript.Neck => ForkScene.Station(ForkPart.Neck),
        ForkPickScript.Tines => ForkScene.Station(ForkPart.Tines),
        ForkPickScript.Drop => DropStation,
        _ => throw new ArgumentOutOfRangeException(nameof(script), script, "closes nowhere of its own"),
    };

    private static Waypoint[] Waypoints(ForkPickScript script, (double X, double Y, double Yaw) fork, SeedStream seed)
    {
        // The slopes of the end are 8 mm long: a drop aims more finely than a grasp.
        double along = Station(script) + (script == ForkPickScript.Drop ? EndNoise : AlongNoise) * seed.NextNormal();
        double across = AcrossNoise * seed.NextNormal();
        double x = fork.X + along * Math.Cos(fork.Yaw) - across * Math.Sin(fork.Yaw);
        double y = fork.Y + along * Math.Sin(fork.Yaw) + across * Math.Cos(fork.Yaw);
        double z = seed.Uniform(LowGrasp, HighGrasp) + HeightNoise * seed.NextNormal(), yaw = fork.Yaw + YawNoise * seed.NextNormal();
        double opening = seed.Uniform(NarrowOpening, WideOpening);
        int lift = seed.Next(2) == 0 ? FastLift : SlowLift;
        return
        [
            new(x, y, Hover, yaw, opening, 11), new(x, y, z, yaw, opening, 9), new(x, y, z, yaw, 0, 6),
            new(ReadyX, ReadyY, Lifted, 0, 0, lift), new(ReadyX, ReadyY, Lifted, 0, 0, 14 - lift),
        ];
    }

    private const double ClearGap = 0.010, FingerReach = 0.045, FingerRadius = 0.012;
    private const double ForkBack = -0.074, ForkTip = 0.065, ForkHalfWidth = 0.014;

    /// <summary>Smallest distance in the table plane between the open fingers at their station and the real fork, m.</summary>
    private static double Gap(double station, (double X, double Y, double Yaw) ghost, (double X, double Y, double Yaw) real)
    {
        double gap = double.MaxValue;
        for (double f = -FingerReach; f <= FingerReach + 1e-6; f += FingerReach / 5)
        {
            double x = ghost.X + station * Math.Cos(ghost.Yaw) - f * Math.Sin(ghost.Yaw) - real.X;
            double y = ghost.Y + station * Math.Sin(ghost.Yaw) + f * Math.Cos(ghost.Yaw) - real.Y;
            double u = x * Math.Cos(real.Yaw) + y * Math.Sin(real.Yaw), v = y * Math.Cos(real.Yaw) - x * Math.Sin(real.Yaw);
            double du = Math.Max(0, Math.Max(ForkBack - u, u - ForkTip)), dv = Math.Max(0, Math.Abs(v) - ForkHalfWidth);
            gap = Math.Min(gap, Math.Sqrt(du * du + dv * dv) - FingerRadius);
        }
        return gap;
    }
}
