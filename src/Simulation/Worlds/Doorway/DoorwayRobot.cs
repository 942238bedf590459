namespace Forewarn.Simulation.Worlds;

/// <summary>
/// One disc robot and its driver. Places are in the robot's own frame: <c>u</c> grows along its way, the door is at 0, <c>w</c> lies
/// across; the frame of robot 1 is that of the world turned by half a circle.
/// </summary>
internal struct DoorwayRobot
{
    /// <summary>Own-side end of the door zone, and where a robot is through, m.</summary>
    public const double DoorReach = 0.75;

    // Half width of the way; where the bay begins; where the way's back ends, m.
    private const double WayHalf = 0.5, BayHalf = 0.9, BackEnd = -1.15;

    // A robot that waits backs out to here before it turns aside; its bay; where it leaves the scene.
    private const double Clear = -1.0, BayU = -1.5, BayW = 1.2, Gone = 2.6, Far = 4;

    public double U, W, VelocityU, VelocityW;

    public readonly bool IsThrough => U > DoorReach;

    /// <summary>No longer in anybody's way.</summary>
    public readonly bool IsGone => U > Gone;

    public readonly DoorwayZone Zone(DoorwayOptions options)
    {
        if (IsThrough) return DoorwayZone.Through;
        // Where it would stop: a robot that was just told to wait is not yet in the door by being fast.
        double u = U + Math.Sign(VelocityU) * VelocityU * VelocityU / (2 * options.Acceleration);
        if (u >= -DoorReach) return u < 0 ? DoorwayZone.Entry : DoorwayZone.Exit;
        double aside = Math.Abs(W);
        return aside > BayHalf ? DoorwayZone.Bay : aside > WayHalf ? DoorwayZone.Aside : u < BackEnd ? DoorwayZone.Back : DoorwayZone.Front;
    }

    /// <summary>Turns its velocity toward where its mode leads, within the limits of speed and acceleration.</summary>
    public void Drive(DoorwayMode mode, DoorwayOptions options)
    {
        var (goalU, goalW) = Goal(mode);
        double du = goalU - U, dw = goalW - W, distance = Math.Sqrt(du * du + dw * dw);
        // It can still brake in time.
        double speed = Math.Min(options.Speed, Math.Sqrt(2 * options.Acceleration * distance) * 0.7);
        double scale = distance > 1e-9 ? speed / distance : 0;
        double changeU = du * scale - VelocityU, changeW = dw * scale - VelocityW;
        double change = Math.Sqrt(changeU * changeU + changeW * changeW);
        double most = options.Acceleration * options.TimeStep;
        double part = change > most ? most / change : 1;
        VelocityU += changeU * part;
        VelocityW += changeW * part;
    }

    private readonly (double U, double W) Goal(DoorwayMode mode)
    {
        if (IsThrough) return (Far, 0);
        if (mode == DoorwayMode.Go) return U < -DoorReach && Math.Abs(W) > 0.12 ? (-DoorReach - 0.15, 0) : (Far, 0);
        return U > Clear + 0.1 ? (Clear, 0) : (BayU, BayW);
    }
}
