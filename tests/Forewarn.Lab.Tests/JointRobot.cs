using Forewarn.Messages;
using Forewarn.Messages.SensorMsgs;
using Forewarn.Messages.TrajectoryMsgs;
using Forewarn.RosBridge;
using Forewarn.RosBridge.InProcess;

namespace Forewarn.Lab.Tests;

/// <summary>Joints that go where they are commanded, as a robot on an in-process domain.</summary>
internal sealed class JointRobot : IDisposable
{
    private readonly InProcessTransport _transport;
    private readonly RosExecutor _executor;
    private readonly RosNode _node;
    private readonly TrajectoryFollower _follower;
    private readonly Publisher<JointState> _states;
    private readonly JointState _state = new();
    private readonly double[] _before;
    private readonly TimeProvider _time;
    private readonly long _start;
    private double _last;

    public JointRobot(InProcessDomain domain, TimeProvider time, IReadOnlyList<string> joints, double[] positions)
    {
        (_transport, _time, _start) = (new(domain), time, time.GetTimestamp());
        (Positions, _before) = ([.. positions], [.. positions]);
        _executor = new RosExecutor(_transport, time);
        _node = new RosNode(_executor, "robot");
        _follower = new TrajectoryFollower(joints);
        _follower.Hold(positions);
        _states = _node.CreatePublisher<JointState>("joint_states", QosProfile.Default with { Depth = 1 });
        _node.CreateSubscription<JointTrajectory>("arm_controller/joint_trajectory",
            (JointTrajectory trajectory, in MessageInfo _) => Accepted += _follower.Accept(trajectory, Now) is null ? 1 : 0, QosProfile.Default);
        _state.Name.Set([.. joints]);
    }

    public double[] Positions { get; }

    /// <summary>Commands that were taken.</summary>
    public int Accepted { get; private set; }

    private double Now => _time.GetElapsedTime(_start).TotalSeconds;

    public void Step()
    {
        _executor.RunDue();
        double now = Now;
        _follower.Sample(now, Positions);
        double[] speeds = [.. Positions.Zip(_before, (p, b) => now > _last ? (p - b) / (now - _last) : 0)];
        Positions.CopyTo(_before, 0);
        _last = now;
        _state.Position.Set(Positions);
        _state.Velocity.Set(speeds);
        _states.Publish(_state);
    }

    public void Dispose()
    {
        _node.Dispose();
        _transport.Dispose();
    }
}
