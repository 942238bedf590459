using Forewarn.Core;
using Forewarn.Evaluation.Tasks;
using Forewarn.Messages;
using Forewarn.Messages.RosgraphMsgs;
using Forewarn.Messages.SensorMsgs;
using Forewarn.Messages.StdSrvs;
using Forewarn.Messages.TrajectoryMsgs;
using Forewarn.RosBridge;
using Forewarn.Simulation.Tasks.Arm;
using Text = Forewarn.Messages.StdMsgs.String;

namespace Forewarn.Cli.Robots;

/// <summary>
/// The simulated arm as a robot that speaks ROS 2: joint states, pictures and <c>/clock</c> out, joint trajectories in.
/// What happened is told on <c>~/outcome</c> for whoever evaluates; nothing that steers may listen to it.
/// <see cref="Step"/> belongs to one thread, which owns the simulator and its GL context.
/// </summary>
internal sealed class ArmRobot : ITrajectoryTarget, IDisposable
{
    /// <summary>Servo periods per second.</summary>
    public const double RateHz = 100;

    private const int ArmJoints = ArmMessages.ArmJoints, StepsPerImage = 10;
    private const long StepNanoseconds = (long)(1e9 / RateHz);

    /// <summary>Silence of the commander after which the arm stays where it is; longer than what a node offers.</summary>
    private static readonly TimeSpan CommanderLease = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest time between joint states that is offered; whoever asks for less does not match.</summary>
    private static readonly TimeSpan SensorDeadline = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Speed, rad/s and m/s, above which a command is meant for an arm that is elsewhere, as right after a reset: three times
    /// what the arm can do, since a command may come a period late.
    /// </summary>
    private const double FastestJoint = 8, FastestFinger = 5;

    /// <summary>Simulations begin at one second: a stamp of zero means "unknown" to many.</summary>
    private const long Start = 1_000_000_000;

    private readonly ArmEpisodeTask _task;
    private readonly ArmEnvironment _environment;
    private readonly SeedStreams _seeds;
    private readonly TrajectoryFollower _follower;
    private readonly Lock _gate = new();
    private readonly double[] _command = new double[ArmJoints + 1], _sensed = new double[ArmJoints + 1];
    private readonly ArmMessages _messages = new();
    private readonly Clock _clock = new();
    private readonly Publisher<JointState> _jointStates;
    private readonly Publisher<Image>[] _cameras;
    private readonly Publisher<Clock> _clocks;
    private readonly Publisher<Text> _outcomes;
    private readonly TrajectoryActionServer _action;
    private long _steps, _episode = -1, _wanted;

    /// <param name="topics">The same names as the steering node's.</param>
    public ArmRobot(RosNode node, SceneOptions options, SeedStreams seeds, SteeringTopicNames topics)
    {
        (_task, _seeds) = (new(options), seeds);
        _environment = _task.Environment;
        _follower = new TrajectoryFollower(_messages.Joints, [.. Enumerable.Repeat(FastestJoint, ArmJoints), FastestFinger]);
        _jointStates = node.CreatePublisher<JointState>(topics.JointStates, QosProfile.Default with { Depth = 1, Deadline = SensorDeadline });
        _cameras = [.. ArmTask.Cameras.Select(c => node.CreatePublisher<Image>(
            ArmMessages.ImageTopic(topics, c), QosProfile.SensorData with { Depth = 1 }))];
        _clocks = node.CreatePublisher<Clock>("/clock", QosProfile.Clock);
        _outcomes = node.CreatePublisher<Text>("~/outcome", QosProfile.Latched);
        node.CreateSubscription<JointTrajectory>(topics.Commands, OnTrajectory,
            QosProfile.Default with { Depth = 1, ManualLiveliness = true, LivelinessLease = CommanderLease });
        _action = new TrajectoryActionServer(node, "arm_controller/follow_joint_trajectory", this);
        node.CreateService<Trigger, TriggerRequest, TriggerResponse>("~/reset", (_, response) =>
        {
            Interlocked.Increment(ref _wanted);
            (response.Success, response.Message) = (true, $"scene {_wanted} begins");
        });
    }

    public double Now => Volatile.Read(ref _steps) / RateHz;

    public IReadOnlyList<string> Joints => _follower.Joints;

    public IReadOnlyList<bool> Tracked { get; } = [.. Enumerable.Repeat(true, ArmJoints), false];

    public string? Refusal(JointTrajectory trajectory)
    {
        lock (_gate) return _follower.Refusal(trajectory, Now);
    }

    public double Follow(JointTrajectory trajectory)
    {
        OnTrajectory(trajectory, default);
        lock (_gate) return _follower.Duration;
    }

    public void Read(Span<double> desired, Span<double> actual)
    {
        lock (_gate)
        {
            _follower.Sample(Now, desired);
            _sensed.CopyTo(actual);
        }
    }

    /// <summary>Nobody commands any more: stays where it is.</summary>
    public void HoldNow()
    {
        lock (_gate)
        {
            _follower.Sample(Now, _command);
            _follower.Hold(_command);
        }
    }

    /// <summary>Begins the scene with this number at the next step.</summary>
    public void Play(long episode) => Volatile.Write(ref _wanted, episode);

    /// <summary>One servo period, and what is sensed of it.</summary>
    public void Step()
    {
        if (Volatile.Read(ref _wanted) is var wanted && wanted != _episode) Reset(wanted);
        lock (_gate) _follower.Sample(Now, _command);
        _environment.Follow(_command.AsSpan(0, ArmJoints), _command[ArmJoints]);
        Volatile.Write(ref _steps, _steps + 1);
        long stamp = Start + _steps * StepNanoseconds;
        RosTime.Write(_clock.ClockValue, stamp);
        _clocks.Publish(_clock);
        Sense(stamp);
        if (_steps % StepsPerImage == 0) Look(stamp);
    }

    public void Dispose()
    {
        _action.Dispose();
        _task.Dispose();
    }

    private void Reset(long episode)
    {
        _environment.Reset(_seeds.Stream("scene", episode));
        Volatile.Write(ref _episode, episode);
        float[] state = _environment.State();
        for (int j = 0; j < ArmJoints; j++) _command[j] = state[j];
        _command[ArmJoints] = state[14];
        lock (_gate) _follower.Hold(_command);
    }

    private void Sense(long stamp)
    {
        JointState sensed = _messages.Feel(_environment.State(), stamp);
        lock (_gate) sensed.Position.Span.CopyTo(_sensed);
        _jointStates.Publish(sensed);
    }

    private void Look(long stamp)
    {
        Image[] seen = _messages.Look(_environment.Observe(), stamp);
        for (int c = 0; c < seen.Length; c++) _cameras[c].Publish(seen[c]);
        _outcomes.Publish(_messages.Tell(_episode, _task.Label(_environment.Truth), _environment));
    }

    private void OnTrajectory(JointTrajectory trajectory, in MessageInfo _)
    {
        lock (_gate) _follower.Accept(trajectory, Now);
    }
}
