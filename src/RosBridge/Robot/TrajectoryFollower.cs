using Forewarn.Messages.TrajectoryMsgs;

namespace Forewarn.RosBridge;

/// <summary>
/// The robot's side of a command topic: keeps the trajectory that came last and says where the joints should be now,
/// straight from point to point, as ros2_control's joint_trajectory_controller does without velocities. A new trajectory
/// starts from where the last one has come to. Allocates nothing once it has seen its longest trajectory.
/// </summary>
public sealed class TrajectoryFollower
{
    private readonly string[] _joints;
    private readonly int[] _place;
    private readonly double[] _start, _command;
    private readonly double[]? _fastest;
    private double[] _points = [], _times = [];
    private int _count;
    private double _startTime;

    /// <param name="joints">Names <c>[C]</c>, in the order of every span here.</param>
    /// <param name="fastest">
    /// Speeds <c>[C]</c>, rad/s or m/s, at which the first point may be approached; faster ones are meant for an arm that is
    /// elsewhere and are refused. Null accepts all.
    /// </param>
    public TrajectoryFollower(IReadOnlyList<string> joints, IReadOnlyList<double>? fastest = null)
    {
        _fastest = fastest is null ? null : [.. fastest];
        (_joints, _place) = ([.. joints], new int[joints.Count]);
        (_start, _command) = (new double[joints.Count], new double[joints.Count]);
    }

    public IReadOnlyList<string> Joints => _joints;

    /// <summary>Seconds after its start at which the last trajectory ends.</summary>
    public double Duration => _count == 0 ? 0 : _times[_count - 1];

    /// <summary>Forgets the trajectory and holds.</summary>
    /// <param name="positions"><c>[C]</c>.</param>
    public void Hold(ReadOnlySpan<double> positions)
    {
        positions.CopyTo(_command);
        _count = 0;
    }

    /// <summary>Takes a trajectory that starts now.</summary>
    /// <param name="now">Seconds.</param>
    /// <returns>Null, or why it cannot be followed; what ran before goes on.</returns>
    public string? Accept(JointTrajectory trajectory, double now)
    {
        if (Refusal(trajectory, now) is { } reason) return reason;
        int count = trajectory.Points.Count, joints = _joints.Length;
        if (_times.Length < count) (_times, _points) = (new double[count], new double[count * joints]);
        for (int p = 0; p < count; p++)
        {
            JointTrajectoryPoint point = trajectory.Points[p];
            _times[p] = RosTime.Seconds(point.TimeFromStart);
            for (int j = 0; j < joints; j++) _points[p * joints + j] = point.Positions[_place[j]];
        }
        (_count, _startTime) = (count, now);
        return null;
    }

    /// <summary>Where the joints <c>[C]</c> should be.</summary>
    /// <param name="now">Seconds.</param>
    public void Sample(double now, Span<double> positions)
    {
        int joints = _joints.Length, p = 0;
        double since = now - _startTime;
        while (p < _count && _times[p] <= since) p++;
        if (_count == 0)
        {
            _command.CopyTo(positions);
            return;
        }
        ReadOnlySpan<double> before = p == 0 ? _start : _points.AsSpan((p - 1) * joints, joints);
        double from = p == 0 ? 0 : _times[p - 1];
        double share = p == _count ? 0 : Math.Max(0, since - from) / (_times[p] - from);
        for (int j = 0; j < joints; j++)
            positions[j] = p == _count ? before[j] : before[j] + share * (_points[p * joints + j] - before[j]);
        positions.CopyTo(_command);
    }

    /// <summary>Why a trajectory cannot be followed from now on, or null.</summary>
    /// <param name="now">Seconds.</param>
    public string? Refusal(JointTrajectory trajectory, double now)
    {
        if (trajectory.Points.Count == 0) return "a trajectory without points";
        for (int j = 0; j < _joints.Length; j++)
        {
            _place[j] = -1;
            for (int i = 0; i < trajectory.JointNames.Count; i++) if (trajectory.JointNames[i] == _joints[j]) _place[j] = i;
            if (_place[j] < 0) return $"joint '{_joints[j]}' is missing";
        }
        double last = -1;
        foreach (JointTrajectoryPoint point in trajectory.Points.Span)
        {
            if (point.Positions.Count != trajectory.JointNames.Count) return "a point with another number of positions than joints";
            foreach (double position in point.Positions.Span) if (!double.IsFinite(position)) return "a position that is not a number";
            double time = RosTime.Seconds(point.TimeFromStart);
            if (!(time > last && time >= 0)) return "times that do not increase";
            last = time;
        }
        Sample(now, _start);
        return _fastest is null ? null : TooFast(trajectory.Points[0]);
    }

    private string? TooFast(JointTrajectoryPoint first)
    {
        double seconds = Math.Max(RosTime.Seconds(first.TimeFromStart), 1e-3);
        for (int j = 0; j < _joints.Length; j++)
            if (Math.Abs(first.Positions[_place[j]] - _start[j]) > _fastest![j] * seconds)
                return $"joint '{_joints[j]}' would have to jump";
        return null;
    }
}
