using System.Diagnostics.CodeAnalysis;
using Forewarn.Core;
using Forewarn.RosBridge;
using Forewarn.RosBridge.InProcess;
using Forewarn.Steering;
using Microsoft.Extensions.Time.Testing;

namespace Forewarn.FaultSimulation;

/// <summary>
/// A whole steering node and its robot on one simulated clock and one thread: loop, ladder, queue, tick, lifecycle and
/// transport are the real ones; models, robot and network are simulated with the faults of a schedule.
/// </summary>
public sealed class FaultWorld : IDisposable
{
    private const int StepMs = 5, RobotMs = 10, TickMs = 20;

    private readonly FaultSchedule _schedule;
    private readonly FaultBoard _board;
    private readonly InProcessDomain _domain;
    private readonly string _robotFile;
    private readonly PacingOptions _pacing;
    private readonly double[] _home = [0, -0.3, 0, -2.2, 0, 1.9, 0.785, 0.04];
    private InProcessTransport _transport;
    private RosExecutor _executor;
    private RosNode _node;
    private readonly List<(RosNode Node, InProcessTransport Transport)> _visitors = [];
    private FaultRobot? _robot;
    private bool _isDown;
    private long _ms;

    /// <param name="robotFile">URDF of the arm.</param>
    public FaultWorld(FaultSchedule schedule, string robotFile, PacingOptions? pacing = null)
    {
        _schedule = schedule;
        _board = new FaultBoard(schedule, Time);
        _domain = new InProcessDomain(Time, new FaultLink(_board), schedule.Seed);
        (_robotFile, _pacing) = (robotFile, pacing ?? new PacingOptions { Repeat = true, OverlapRows = 5 });
        Joints = [.. Enumerable.Range(1, 7).Select(i => $"joint{i}"), "finger_joint"];
        _robot = new FaultRobot(_domain, _board, Joints, _home);
        StartNode();
    }

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UnixEpoch);

    public SteeringNode Node { get; private set; }

    public SteeringSession Session => Node.Session!;

    public IReadOnlyList<string> Joints { get; }

    /// <summary>Every decision with the second in which it was made.</summary>
    public List<(double Second, Decision Decision)> Decisions { get; } = [];

    /// <summary>Seconds since the beginning.</summary>
    public double Now => _board.Now;

    public FaultSchedule Schedule => _schedule;

    /// <summary>Whether a fault is at work.</summary>
    public bool IsFaulty => _board.Any(_ => true);

    /// <summary>Where the arm is; null while the robot is down.</summary>
    public IReadOnlyList<double>? Arm => _robot?.Positions;

    /// <summary>Whether the controller noticed that nobody commands it any more.</summary>
    public bool CommanderLost => _robot?.CommanderLost == true;

    /// <summary>Samples that are on their way to the node.</summary>
    public int Waiting => _transport.Waiting;

    /// <summary>The node's ends of topics and services.</summary>
    public IReadOnlyList<IReceiver> Receivers => _node.Receivers;

    /// <summary>The node's parameters.</summary>
    public NodeParameters Parameters => _node.Parameters;

    /// <summary>Another participant of the network, spun by nobody.</summary>
    public InProcessTransport Join() => new(_domain);

    /// <summary>Another node on the network.</summary>
    public RosNode Visit(string name)
    {
        var transport = new InProcessTransport(_domain);
        var visitor = new RosNode(new RosExecutor(transport, Time), name);
        _visitors.Add((visitor, transport));
        return visitor;
    }

    public void Ask(string wish) => Session.Pacer.Ask(wish);

    /// <summary>Runs to the next control tick and through it.</summary>
    public void StepTick()
    {
        do
        {
            Time.Advance(TimeSpan.FromMilliseconds(StepMs));
            _ms += StepMs;
            if (_ms % RobotMs == 0) StepRobot();
            _executor.RunDue();
            foreach ((RosNode visitor, _) in _visitors) visitor.Executor.RunDue();
        }
        while (_ms % TickMs != 0);
        Node.Step();
    }

    /// <summary>Delivers what has arrived at the node, without letting time pass.</summary>
    public void Deliver() => _executor.RunDue();

    /// <summary>Kills the node as SIGKILL does.</summary>
    public void KillNode() => _transport.Abandon();

    /// <summary>Starts another node in the place of the killed one.</summary>
    public void RestartNode()
    {
        Node.Dispose();
        StartNode();
    }

    /// <summary>Runs the robot alone.</summary>
    public void StepRobotAlone(int milliseconds)
    {
        for (int i = 0; i < milliseconds; i += RobotMs)
        {
            Time.Advance(TimeSpan.FromMilliseconds(RobotMs));
            StepRobot();
        }
    }

    public void Dispose()
    {
        Node.Dispose();
        _robot?.Dispose();
        foreach ((RosNode visitor, InProcessTransport transport) in _visitors)
        {
            visitor.Dispose();
            transport.Dispose();
        }
        _node.Dispose();
        _transport.Dispose();
    }

    [MemberNotNull(nameof(Node), nameof(_transport), nameof(_executor), nameof(_node))]
    private void StartNode()
    {
        _transport = new InProcessTransport(_domain);
        _executor = new RosExecutor(_transport, Time);
        _node = new RosNode(_executor, "forewarn", args: RosArgs.Parse(["--ros-args", "-p", "use_sim_time:=true"]));
        var models = new FaultModels(_board);
        var options = new SteeringNodeOptions
        {
            Steering = models.Options,
            Pacing = _pacing,
            Execution = StageExecution.Inline,
            Cameras = new CameraFeedOptions { FrozenTravel = 0.3 },
            FreshnessMs = 500,
            Seed = _schedule.Seed,
        };
        var names = new SteeringTopicNames { Action = _schedule.UsesAction ? FaultRobot.Action : "" };
        Node = new SteeringNode(_node, new SteeringNodeSetup(
            _ => models, options, names, _robotFile, new DecisionList(this), OwnsTickThread: false));
        if (!Node.Lifecycle.Machine.Trigger(LifecycleTransition.Configure) || !Node.Lifecycle.Machine.Trigger(LifecycleTransition.Activate))
            throw new InvalidOperationException("the node did not become active.");
    }

    private void StepRobot()
    {
        bool isDown = _board.Active(FaultKind.RobotRestart) is not null;
        if (isDown && !_isDown)
        {
            _robot!.Kill();
            _robot = null;
        }
        if (!isDown && _isDown)
        {
            // It comes back at its home posture, whatever it did before.
            double[] elsewhere = [.. _home];
            elsewhere[0] = 0.4;
            _robot = new FaultRobot(_domain, _board, Joints, elsewhere);
        }
        _isDown = isDown;
        _robot?.Step();
    }

    private sealed class DecisionList(FaultWorld world) : IDecisionLog
    {
        public void Append(Decision decision, ObservationHistory history) => world.Decisions.Add((world.Now, decision));
    }
}
