using Forewarn.Core;
using Forewarn.RosBridge;
using Forewarn.Steering;

namespace Forewarn.FaultSimulation;

/// <summary>What must hold after every tick of a node, whatever goes wrong around it.</summary>
public sealed class Invariants
{
    /// <summary>Silence of the joint states after which the arm must stand, s: the limit and two periods.</summary>
    private const double StandsAfter = 0.1;

    /// <summary>Decisions, begun after the faults have ended, by which one must be fully steered.</summary>
    private const int RecoversBy = 2;

    private const double TickSeconds = 0.02;

    private readonly FaultWorld _world;
    private readonly ToolKinematics _tool;
    private readonly double[] _last, _velocities;
    private readonly double[] _measured;
    private bool _hasLast;
    private long _decisionsAtQuiet = -1;

    public Invariants(FaultWorld world, string robotFile)
    {
        _world = world;
        RobotDescription robot = RobotDescription.Load(robotFile);
        _tool = new ToolKinematics(robot, "tool", new ToolActuationOptions().Home);
        Limits = [.. world.Joints.Select(robot.Joint)];
        (_last, _measured, _velocities) = (new double[Limits.Count], new double[Limits.Count], new double[Limits.Count]);
    }

    private IReadOnlyList<JointDescription> Limits { get; }

    /// <summary>Checks the present moment.</summary>
    /// <returns>What is broken, or null.</returns>
    public string? Check()
    {
        SteeringSession session = _world.Session;
        ReadOnlySpan<double> command = session.Tick.Command;
        HoldCause cause = session.Tick.Cause;
        bool moved = false, isElsewhere = cause is HoldCause.NotTracking or HoldCause.Stopped or HoldCause.Inactive;
        for (int j = 0; j < command.Length; j++)
        {
            double step = Math.Abs(command[j] - _last[j]);
            moved |= step > 1e-9;
            if (!double.IsFinite(command[j]) || command[j] < Limits[j].Lower - 0.1 || command[j] > Limits[j].Upper + 0.1)
                return $"command of {Limits[j].Name} is {command[j]}, limits {Limits[j].Lower} to {Limits[j].Upper}";
            // A hold begins where the arm is; all else moves no faster than the joint may.
            if (_hasLast && !isElsewhere && step > Limits[j].MaxVelocity * TickSeconds + 1e-9)
                return $"{Limits[j].Name} was sent {step} rad in one tick by '{cause}'";
        }
        command.CopyTo(_last);
        bool hadLast = _hasLast;
        _hasLast = _hasLast || cause != HoldCause.Inactive && command.ContainsAnyExcept(0.0);

        if (session.Gate.Unguarded > 0) return "a plan without a guard's consent was dispatched";
        if (cause == HoldCause.None && moved && Workspace() is { } outside) return outside;
        if (hadLast && moved && Silence() > StandsAfter && !isElsewhere)
            return $"the arm is moved although joint states are {Silence():f3} s old";
        if (cause != HoldCause.None && hadLast && moved && !isElsewhere) return $"the arm is moved although it holds: {cause}";
        return Explanation(cause, moved && hadLast) ?? Recovery() ?? Bounds();
    }

    /// <summary>Every proposal of one place leaves the workspace: to see the tool there is to see an unguarded plan.</summary>
    private string? Workspace()
    {
        _tool.Forward(_last.AsSpan(0, _tool.Joints.Count));
        double y = _tool.Position[1];
        return Math.Abs(y) > FaultModels.Widest + 0.03 && !_world.Schedule.Faults.Any(f => f.Kind is FaultKind.ArmPushed or FaultKind.LinkCorrupt)
            ? FormattableString.Invariant($"the tool was sent to y={y:f3} m, outside of the workspace")
            : null;
    }

    private double Silence() => _world.Session.Measured.TryRead(_measured, _velocities, out long taken)
        ? _world.Time.GetElapsedTime(taken).TotalSeconds
        : double.PositiveInfinity;

    private string? Explanation(HoldCause cause, bool moved)
    {
        (Rung rung, string reason) = _world.Session.Status();
        if (string.IsNullOrWhiteSpace(reason)) return "the node does not say why it does what it does";
        bool holds = rung is Rung.Hold or Rung.Stop;
        if (cause != HoldCause.None && !holds) return $"the tick holds ({cause}) and the node says {rung}: {reason}";
        // A plan that runs on while the next decision fails is explained by the decision that began it; at its end the last
        // row is still being approached.
        bool runs = _world.Session.Queue.Remaining > 0 || _world.Session.Pacer.State != WishState.None;
        return moved && cause == HoldCause.None && holds && !runs ? $"the arm moves and the node says {rung}: {reason}" : null;
    }

    private string? Recovery()
    {
        if (_world.IsFaulty || _world.Now < _world.Schedule.QuietFrom) return null;
        // What was under way when the last fault ended, on the network or in a model, still belongs to it.
        if (_decisionsAtQuiet < 0 && _world.Now > _world.Schedule.QuietFrom + 0.5) _decisionsAtQuiet = _world.Session.Pacer.Begun;
        if (_decisionsAtQuiet < 0) return null;
        long since = _world.Session.Pacer.Begun - _decisionsAtQuiet;
        if (since <= RecoversBy) return null;
        bool recovered = _world.Decisions.Any(d => d.Decision.Index >= _decisionsAtQuiet && d.Decision.Index < _decisionsAtQuiet + RecoversBy
            && d.Decision.Rung == Rung.Steered);
        return recovered ? null : $"{since} decisions since all is well, and not one of the first {RecoversBy} was steered";
    }

    private string? Bounds()
    {
        int waiting = _world.Waiting;
        return waiting > 500 ? $"{waiting} samples wait to be delivered" : null;
    }
}
