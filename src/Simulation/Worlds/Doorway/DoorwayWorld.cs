using Forewarn.Core;

namespace Forewarn.Simulation.Worlds;

/// <summary>
/// Two disc robots on the two sides of a wall with one door; each wants to the other side, and only one of them fits. They have limits
/// of speed and acceleration, are shaken, and block one another: nobody can be pushed. The wall stands at x = 0, robot 0 starts at the
/// left and robot 1 at the right.
/// A root seed gives the same episode for the same modes, whatever happened before.
/// </summary>
public sealed class DoorwayWorld
{
    // Pushed off a wall, a robot may touch the other again; most steps need one round, a squeezed robot several.
    private const int Rounds = 20;
    private readonly DoorwayRobot[] _robots = new DoorwayRobot[2];
    private readonly double[] _rewards = new double[2];
    private SeedStream _noise = new(0);
    private bool _barged;

    /// <exception cref="ForewarnException">A value of the options is out of range.</exception>
    public DoorwayWorld(DoorwayOptions? options = null)
    {
        Options = options ?? new();
        Options.Validate();
        Reset(new(0));
    }

    public DoorwayOptions Options { get; }

    /// <summary>Since the start, s.</summary>
    public double Time { get; private set; }

    /// <summary>Robot whose turn it is; drawn at the start.</summary>
    public int Token { get; private set; }

    /// <summary>Seconds in which the robots touched.</summary>
    public double Contact { get; private set; }

    public DoorwaySituation Situation => new(_robots[0].Zone(Options), _robots[1].Zone(Options), Token, _barged);

    /// <summary>Called after every step of the simulation.</summary>
    public Action? Stepped { get; set; }

    /// <summary>Starts an episode.</summary>
    public void Reset(SeedStream seed)
    {
        var start = seed.Child("start");
        _noise = seed.Child("noise");
        (Time, Contact, _barged, Token) = (0, 0, false, start.Next(2));
        for (int i = 0; i < 2; i++)
            _robots[i] = new()
            {
                U = -1.5 + start.Uniform(-Options.StartSpread, Options.StartSpread), W = start.Uniform(-Options.StartSpread, Options.StartSpread),
            };
    }

    /// <summary>Center of a robot, m.</summary>
    public (double X, double Y) Position(int robot) => (Side(robot) * _robots[robot].U, Side(robot) * _robots[robot].W);

    /// <summary>Plays until the next recommendation.</summary>
    /// <returns>
    /// Reward of either robot: minus the seconds before it is through, minus <see cref="DoorwayOptions.ContactCost"/> for every second of contact
    /// until then. The same array every time.
    /// </returns>
    public ReadOnlySpan<double> Decide(DoorwayMode first, DoorwayMode second)
    {
        _rewards.AsSpan().Clear();
        for (int step = 0; step < Options.StepsPerDecision; step++)
        {
            bool touched = Step(first, second);
            for (int i = 0; i < 2; i++)
                if (!_robots[i].IsThrough) _rewards[i] -= Options.TimeStep * (1 + (touched ? Options.ContactCost : 0));
            if (touched) Contact += Options.TimeStep;
            Time += Options.TimeStep;
            Stepped?.Invoke();
        }
        var situation = Situation;
        bool open = !situation.Through(0) && !situation.Through(1);
        if (open && (Token == 0 ? situation.Zone1 : situation.Zone0) is DoorwayZone.Entry or DoorwayZone.Exit) _barged = true;
        return _rewards;
    }

    /// <returns>Whether the robots touched.</returns>
    private bool Step(DoorwayMode first, DoorwayMode second)
    {
        double shake = Options.Noise * Math.Sqrt(Options.TimeStep);
        for (int i = 0; i < 2; i++)
        {
            ref var robot = ref _robots[i];
            robot.Drive(i == 0 ? first : second, Options);
            robot.VelocityU += shake * _noise.NextNormal();
            robot.VelocityW += shake * _noise.NextNormal();
            Limit(ref robot);
            robot.U += robot.VelocityU * Options.TimeStep;
            robot.W += robot.VelocityW * Options.TimeStep;
        }
        bool touched = false;
        for (int round = 0; round < Rounds; round++)
        {
            bool apart = !PushApart();
            touched |= !apart;
            for (int i = 0; i < 2; i++) apart &= !PushOffWall(ref _robots[i]);
            if (apart) break;
        }
        return touched;
    }

    private void Limit(ref DoorwayRobot robot)
    {
        double speed = Math.Sqrt(robot.VelocityU * robot.VelocityU + robot.VelocityW * robot.VelocityW);
        if (speed <= Options.Speed) return;
        robot.VelocityU *= Options.Speed / speed;
        robot.VelocityW *= Options.Speed / speed;
    }

    private bool PushApart()
    {
        if (_robots[0].IsGone || _robots[1].IsGone) return false;
        // In the frame of robot 0, in which robot 1 is turned by half a circle.
        double u = -_robots[1].U - _robots[0].U, w = -_robots[1].W - _robots[0].W;
        double distance = Math.Sqrt(u * u + w * w), overlap = 2 * Options.Radius - distance;
        if (overlap < 1e-9 || distance < 1e-9) return false;
        (u, w) = (u / distance, w / distance);
        // How fast either comes toward the other, each in its own frame.
        double first = Toward(_robots[0], u, w), second = Toward(_robots[1], u, w), closing = first + second;
        // Nobody can be pushed: who drives against one that does not is stopped, or slowed to its pace; two that do both stand still.
        bool firstPushes = first > 0, secondPushes = second > 0;
        if (firstPushes == secondPushes)
        {
            Back(ref _robots[0], u, w, overlap / 2, Math.Max(first, 0));
            Back(ref _robots[1], u, w, overlap / 2, Math.Max(second, 0));
        }
        else Back(ref _robots[firstPushes ? 0 : 1], u, w, overlap, Math.Max(closing, 0));
        return true;
    }

    private static double Toward(in DoorwayRobot robot, double u, double w) => robot.VelocityU * u + robot.VelocityW * w;

    private static void Back(ref DoorwayRobot robot, double u, double w, double way, double speed)
    {
        robot.U -= way * u;
        robot.W -= way * w;
        robot.VelocityU -= speed * u;
        robot.VelocityW -= speed * w;
    }

    /// <returns>Whether it touched the wall.</returns>
    private bool PushOffWall(ref DoorwayRobot robot)
    {
        double half = Options.WallThickness / 2, side = robot.W < 0 ? -1 : 1;
        // Nearest point of the wall on that side of the opening.
        double u = Math.Clamp(robot.U, -half, half), w = side * Math.Max(Math.Abs(robot.W), Options.DoorWidth / 2);
        double du = robot.U - u, dw = robot.W - w, distance = Math.Sqrt(du * du + dw * dw);
        if (distance >= Options.Radius - 1e-9 || distance < 1e-9) return false;
        (du, dw) = (du / distance, dw / distance);
        robot.U = u + du * Options.Radius;
        robot.W = w + dw * Options.Radius;
        double into = robot.VelocityU * du + robot.VelocityW * dw;
        robot.VelocityU -= Math.Min(into, 0) * du;
        robot.VelocityW -= Math.Min(into, 0) * dw;
        return true;
    }

    private static int Side(int robot) => robot == 0 ? 1 : -1;
}
