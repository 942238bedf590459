using Forewarn.Messages;
using Forewarn.Messages.RosgraphMsgs;
using Forewarn.Messages.SensorMsgs;
using Forewarn.Messages.TrajectoryMsgs;
using Forewarn.RosBridge;
using Forewarn.RosBridge.InProcess;

namespace Forewarn.FaultSimulation;

/// <summary>
/// A robot that goes where it is commanded, with the faults of sensors, of the controller and of its process. One life
/// of its process; a restart makes another.
/// </summary>
internal sealed class FaultRobot : ITrajectoryTarget, IDisposable
{
    public const string Action = "arm_controller/follow_joint_trajectory";

    private const int StepsPerJointState = 2, StepsPerImage = 10;

    private readonly FaultBoard _board;
    private readonly InProcessTransport _transport;
    private readonly RosExecutor _executor;
    private readonly RosNode _node;
    private readonly TrajectoryFollower _follower;
    private readonly TrajectoryActionServer _action;
    private readonly Publisher<JointState> _jointStates;
    private readonly Publisher<Image> _images;
    private readonly Publisher<Clock> _clocks;
    private readonly JointState _state = new();
    private readonly Image _image = new() { Height = 2, Width = 2, Step = 6, Encoding = "rgb8" };
    private readonly Clock _clock = new();
    private readonly string[] _joints;
    private readonly bool _isSimulated;
    private long _steps;
    private double _jump;

    /// <param name="joints">Names <c>[C]</c>.</param>
    /// <param name="positions">Where the arm stands at power-on <c>[C]</c>.</param>
    /// <param name="isSimulated">Whether it tells the time on <c>/clock</c>.</param>
    public FaultRobot(
        InProcessDomain domain, FaultBoard board, IReadOnlyList<string> joints, double[] positions, bool isSimulated = true)
    {
        (_board, _joints, Positions, _isSimulated) = (board, [.. joints], [.. positions], isSimulated);
        _transport = new InProcessTransport(domain);
        _executor = new RosExecutor(_transport, board.Time);
        _node = new RosNode(_executor, "robot");
        _follower = new TrajectoryFollower(joints);
        _follower.Hold(positions);
        _jointStates = _node.CreatePublisher<JointState>("joint_states", QosProfile.Default with { Depth = 1 });
        _images = _node.CreatePublisher<Image>("front/image_raw", QosProfile.SensorData);
        _clocks = _node.CreatePublisher<Clock>("/clock", QosProfile.Clock);
        _node.CreateSubscription<JointTrajectory>("arm_controller/joint_trajectory", OnTrajectory,
            QosProfile.Default with { ManualLiveliness = true, LivelinessLease = TimeSpan.FromMilliseconds(200) });
        _action = new TrajectoryActionServer(_node, Action, this);
        _executor.QosHappened += e => CommanderLost |= e is { Kind: QosEventKind.LivelinessChanged, Count: 0 };
        _image.Data.Set([.. Enumerable.Repeat((byte)1, 12)]);
    }

    /// <summary>Where the joints are <c>[C]</c>.</summary>
    public double[] Positions { get; }

    /// <summary>Whether the controller noticed that its commander died.</summary>
    public bool CommanderLost { get; private set; }

    public long Accepted { get; private set; }

    public IReadOnlyList<string> Joints => _joints;

    public IReadOnlyList<bool> Tracked => [.. _joints.Select(j => j != "finger_joint")];

    public double Now => _steps * 0.01;

    public string? Refusal(JointTrajectory trajectory) =>
        _board.Active(FaultKind.GoalRejected) is null ? _follower.Refusal(trajectory, Now) : "not now";

    public double Follow(JointTrajectory trajectory)
    {
        OnTrajectory(trajectory, default);
        return _follower.Duration;
    }

    public void HoldNow() => _follower.Hold(Positions);

    public void Read(Span<double> desired, Span<double> actual)
    {
        _follower.Sample(Now, desired);
        Positions.CopyTo(actual);
    }

    /// <summary>10 ms of the robot's life.</summary>
    public void Step()
    {
        _executor.RunDue();
        if (_board.Active(FaultKind.ArmPushed) is { } push) Push(push.Amount > 0.6 ? 0.01 : -0.01);
        else if (_board.Active(FaultKind.ControllerDeaf) is null) _follower.Sample(Now, Positions);
        _steps++;
        if (_board.Active(FaultKind.ClockJump) is not null && _jump == 0) _jump = 2 + _steps * 0.005;
        long stamp = (long)((10 + _steps * 0.01 - _jump) * 1e9);
        RosTime.Write(_clock.ClockValue, stamp);
        if (_isSimulated) _clocks.Publish(_clock);
        if (_steps % StepsPerJointState == 0) PublishJoints(stamp);
        if (_steps % StepsPerImage == 0) PublishImage(stamp);
    }

    /// <summary>Dies as a killed process does.</summary>
    public void Kill() => _transport.Abandon();

    public void Dispose()
    {
        _action.Dispose();
        _node.Dispose();
        _transport.Dispose();
    }

    /// <summary>Never out of the workspace: from there the wished plan would not be allowed, long after the push.</summary>
    private void Push(double angle)
    {
        if (Math.Abs(Positions[0] + angle) < Math.Max(0.4, Math.Abs(Positions[0]))) Positions[0] += angle;
    }

    private void OnTrajectory(JointTrajectory trajectory, in MessageInfo info)
    {
        if (_board.Active(FaultKind.ControllerDeaf) is not null) return;
        if (_follower.Accept(trajectory, Now) is null) Accepted++;
        CommanderLost = false;
    }

    private void PublishJoints(long stamp)
    {
        if (_board.Active(FaultKind.JointStatesSilent) is not null) return;
        int count = _joints.Length - (_board.Active(FaultKind.JointMissing) is null ? 0 : 1);
        bool reversed = _board.Active(FaultKind.JointsReordered) is not null;
        RosTime.Write(_state.Header.Stamp, _isSimulated ? stamp : 0);
        _state.Name.Resize(count);
        _state.Position.Resize(count);
        for (int j = 0; j < count; j++)
        {
            int from = reversed ? count - 1 - j : j;
            _state.Name[j] = _joints[from];
            _state.Position[j] = Positions[from];
        }
        if (_board.Active(FaultKind.JointNaN) is not null) _state.Position[count / 2] = double.NaN;
        _jointStates.Publish(_state);
    }

    private void PublishImage(long stamp)
    {
        if (_board.Active(FaultKind.CameraSilent) is not null) return;
        RosTime.Write(_image.Header.Stamp, _isSimulated ? stamp : 0);
        _image.Encoding = _board.Active(FaultKind.CameraWrongEncoding) is null ? "rgb8" : "bayer_rggb8";
        bool isLarge = _board.Active(FaultKind.CameraWrongSize) is not null;
        _image.Height = isLarge ? 3u : 2u;
        _image.Data.Resize(isLarge ? 18 : 12);
        // A camera sees the arm: its picture changes as the arm moves.
        if (_board.Active(FaultKind.CameraFrozen) is null)
            for (int i = 0; i < 8; i++) _image.Data[i] = (byte)(int)(Positions[i % Positions.Length] * 1000);
        _images.Publish(_image);
    }
}
