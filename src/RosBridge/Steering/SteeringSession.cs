using Forewarn.Core;
using Forewarn.Steering;

namespace Forewarn.RosBridge;

/// <summary>
/// Models, sensing, decisions and the control tick of one robot, between a node's configure and cleanup. It knows no
/// topic: a node feeds it and takes its commands away. <see cref="Step"/> belongs to the tick's thread, all else to the
/// receiving one.
/// </summary>
public sealed class SteeringSession : IDisposable
{
    /// <summary>Seconds between two measurements beyond which nobody knows what the arm did meanwhile.</summary>
    private const double LongestGap = 0.1;

    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly SteeringLoop _loop;
    private readonly StateAssembler _state;
    private readonly ForesightTap? _foresight;
    private readonly double[] _positions, _velocities, _lastPositions;
    private CancellationTokenSource _active = new();
    private readonly double[] _maxVelocities;
    private double _travel;
    private long _lastTaken;
    private bool _isActive, _isEnabled = true, _isStopped;
    private HoldCause _passing;
    private string _passingDetail = "";

    /// <exception cref="ForewarnException">Models, robot and options do not fit one another; the message says how.</exception>
    public SteeringSession(
        INodeModels models, RobotDescription robot, SteeringNodeOptions options, ICommandSink sink, IDecisionLog log,
        TimeProvider time)
    {
        (Models, _time, _start) = (models, time, time.GetTimestamp());
        IPlanActuation actuation = Actuation(models.Action, robot, options.Tool);
        float[] seam = options.LargestSeamStep.Count == 0
            ? [.. Enumerable.Repeat(float.PositiveInfinity, models.Action.Width)]
            : [.. options.LargestSeamStep];
        Shape.Require("largest seam step", seam.Length, ("A", models.Action.Width));
        Measured = new JointSnapshot(actuation.Joints.Count);
        Joints = new JointFeed([.. actuation.Joints.Select(robot.Joint)], Measured);
        Cameras = [.. models.Cameras.Select(c => new CameraFeed(c, options.Cameras, time))];
        _state = new StateAssembler(models.State, actuation.Joints, robot, options.Tool);
        Queue = new ActionQueue(models.Action, seam, options.Steering.ActionHorizon);
        Tick = new ControlTick(models.Action, Queue, actuation, Measured, sink, options.Control, time);
        Gate = new PlanGate(Queue, Tick);
        _foresight = models.Parts.WorldModel is { } world ? new(world) : null;
        var freshness = new FreshnessGuard(TimeSpan.FromMilliseconds(options.FreshnessMs), time, _start);
        SteeringParts parts = models.Parts with
        {
            WorldModel = _foresight,
            Guard = new PlanGuards(models.Parts.Guard, freshness),
        };
        _loop = new SteeringLoop(parts, options.Steering, new SeedStreams(options.Seed), Gate, log, time, options.Execution);
        Pacer = new DecisionPacer(_loop, Gate, Queue, Tick, options.Pacing, time);
        _maxVelocities = [.. actuation.MaxVelocities];
        int joints = actuation.Joints.Count;
        (_positions, _velocities, _lastPositions) = (new double[joints], new double[joints], new double[joints]);
    }

    /// <summary>How plans of a policy become joints of a robot.</summary>
    /// <exception cref="ForewarnException">They do not fit one another.</exception>
    public static IPlanActuation Actuation(ActionSpec spec, RobotDescription robot, ToolActuationOptions options) =>
        JointActuation.Fits(spec, robot) ? new JointActuation(spec, robot) : new ToolActuation(spec, robot, options);

    public INodeModels Models { get; }

    /// <summary>One line for people: names and hashes of the packages.</summary>
    public string ModelSummary => string.Join(", ", Models.Hashes.Select(h => $"{h.Key} {h.Value[..12]}"));

    public JointSnapshot Measured { get; }

    public JointFeed Joints { get; }

    public IReadOnlyList<CameraFeed> Cameras { get; }

    public ActionQueue Queue { get; }

    public PlanGate Gate { get; }

    public ControlTick Tick { get; }

    public DecisionPacer Pacer { get; }

    /// <summary>Whether steering is switched on, see <see cref="Enable"/>.</summary>
    public bool IsEnabled => _isEnabled;

    /// <summary>Whether an emergency stop holds the arm.</summary>
    public bool IsStopped => _isStopped;

    /// <summary>Decisions per rung.</summary>
    public IReadOnlyDictionary<Rung, long> Rungs => _loop.Counts;

    /// <summary>The rollout of the latest imagination, for publishing.</summary>
    public LatentRollout? Foresight => _foresight?.Last;

    public void Activate()
    {
        _active = new();
        _isActive = true;
    }

    /// <summary>Holds the arm and lets decisions under way come to nothing.</summary>
    public void Deactivate()
    {
        _isActive = false;
        Tick.Outside = HoldCause.Inactive;
        Gate.Invalidate();
        _active.Cancel();
    }

    /// <summary>Switches steering on or off; on also ends an emergency stop.</summary>
    public void Enable(bool isEnabled)
    {
        _isEnabled = isEnabled;
        if (isEnabled) _isStopped = false;
        Poll();
    }

    /// <summary>Holds at once and until <see cref="Enable"/>.</summary>
    public void EmergencyStop()
    {
        _isStopped = true;
        Gate.Invalidate();
        Poll();
    }

    /// <summary>ROS time jumped back: what was known is of another time.</summary>
    public void ClockJumped()
    {
        Interrupt(HoldCause.ClockJumped, "");
        Joints.Restart();
        foreach (CameraFeed camera in Cameras) camera.Restart();
    }

    /// <summary>The goal that carried the plan came to nothing.</summary>
    public void GoalFailed(string reason) => Interrupt(HoldCause.GoalFailed, reason);

    /// <summary>One control period; the tick's thread calls.</summary>
    public void Step() => Tick.Step();

    /// <summary>
    /// Joint states came in: keeps the arm's path, by which frozen cameras are told. What no arm can do in the time
    /// between two measurements (a restart, a corrupted value) is no path.
    /// </summary>
    public void JointsMoved()
    {
        if (!Measured.TryRead(_positions, _velocities, out long taken)) return;
        double seconds = _time.GetElapsedTime(_lastTaken, taken).TotalSeconds, path = 0;
        for (int j = 0; j < _positions.Length; j++)
        {
            double move = Math.Abs(_positions[j] - _lastPositions[j]);
            path += move;
            if (seconds is < 0 or > LongestGap || move > _maxVelocities[j] * seconds + 0.02) path = double.NegativeInfinity;
        }
        if (path >= 0) _travel += path;
        else foreach (CameraFeed camera in Cameras) camera.ForgetTravel();
        _lastTaken = taken;
        _positions.CopyTo(_lastPositions, 0);
    }

    /// <summary>Path of the arm so far, summed over its joints, rad.</summary>
    public double Travel => _travel;

    /// <summary>Orders a hold or lets go, and begins a decision when one is due. Call it often.</summary>
    public void Poll()
    {
        Tick.Outside = Order();
        if (Tick.Outside == HoldCause.None) Pacer.Poll(Observe, _active.Token);
        else if (Tick.Cause == _passing) _passing = HoldCause.None;
    }

    /// <summary>The camera that is not to be trusted, or null.</summary>
    public CameraFeed? BlindCamera()
    {
        foreach (CameraFeed camera in Cameras) if (camera.Fault != SensorFault.None) return camera;
        return null;
    }

    /// <summary>Level of the ladder that governs the arm now, and why.</summary>
    public (Rung Rung, string Reason) Status()
    {
        HoldCause cause = Tick.Cause;
        string why = cause.Words();
        switch (cause)
        {
            case HoldCause.None: break;
            case HoldCause.Stopped when Pacer.Last is { } last: return (Rung.Stop, last.Reason);
            case HoldCause.CamerasBlind when BlindCamera() is { } camera:
                string found = camera.Fault is SensorFault.WrongSize or SensorFault.WrongEncoding ? $", found {camera.Found}" : "";
                return (Rung.Hold, $"{why}: camera '{camera.Format.Name}' {Words(camera.Fault)}{found}");
            case HoldCause.JointStatesSilent when Joints.Fault != SensorFault.None:
                string joint = Joints.FaultyJoint is { } name ? $" ({name})" : "";
                return (Rung.Hold, $"{why} that can be used: {Words(Joints.Fault)}{joint}");
            case HoldCause.GoalFailed: return (Rung.Hold, $"{why}: {_passingDetail}");
            default: return (Rung.Hold, why);
        }
        if (Pacer.Fault is { } fault) return (Rung.Hold, $"holds: {fault}");
        return Pacer.State switch
        {
            WishState.None => (Rung.Hold, "holds: nothing is asked for"),
            WishState.Done => (Rung.Hold, "holds: the plan ran to its end"),
            // A plan that was dropped explains nothing any more; a failed decision does until the next.
            _ when Pacer.Last is { } last && (Pacer.State == WishState.Executing || Queue.Remaining > 0 || last.Chosen < 0) =>
                (last.Rung, last.Reason),
            _ => (Rung.Hold, "holds: deciding"),
        };
    }

    public void Dispose()
    {
        Deactivate();
        _loop.Dispose();
        Models.Dispose();
    }

    private HoldCause Order()
    {
        if (!_isActive) return HoldCause.Inactive;
        if (_isStopped) return HoldCause.EmergencyStop;
        if (_passing != HoldCause.None) return _passing;
        if (!_isEnabled) return HoldCause.Disabled;
        return BlindCamera() is null ? HoldCause.None : HoldCause.CamerasBlind;
    }

    /// <summary>A hold that is over as soon as the tick has seen it: what it ends is the plan.</summary>
    private void Interrupt(HoldCause cause, string detail)
    {
        (_passing, _passingDetail) = (cause, detail);
        Gate.Invalidate();
    }

    private ObservationHistory? Observe()
    {
        if (!Measured.TryRead(_positions, _velocities, out long taken)) return null;
        foreach (CameraFeed camera in Cameras) taken = Math.Min(taken, camera.Taken);
        return new(new Observation(
            [.. Cameras.Select(c => c.Frame())], _state.State(_positions, _velocities), _time.GetElapsedTime(_start, taken)));
    }

    private static string Words(SensorFault fault) => fault switch
    {
        SensorFault.Silent => "is silent",
        SensorFault.Missing => "a joint is missing",
        SensorFault.NotANumber => "a value is not a number",
        SensorFault.OutOfRange => "a joint is beyond its limits",
        SensorFault.WrongSize => "has the wrong size",
        SensorFault.WrongEncoding => "has an unknown encoding",
        SensorFault.OutOfOrder => "older than what came before",
        SensorFault.Frozen => "shows the same while the arm moves",
        _ => "",
    };
}
