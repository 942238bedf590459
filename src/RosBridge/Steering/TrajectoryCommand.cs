using Forewarn.Messages;
using Forewarn.Messages.TrajectoryMsgs;

namespace Forewarn.RosBridge;

/// <summary>
/// Streams commands as <c>trajectory_msgs/JointTrajectory</c> of two points: where to be in one period, and in two should
/// the next message be late. The stamp is zero, which means "starting now". Allocates nothing.
/// </summary>
internal sealed class TrajectoryCommand : ICommandSink, IDisposable
{
    private const int Points = 2;

    private readonly JointTrajectory _message = new();
    private readonly Publisher<JointTrajectory> _publisher;

    /// <param name="joints">Names <c>[C]</c>.</param>
    /// <param name="period">Of the control tick.</param>
    public TrajectoryCommand(Publisher<JointTrajectory> publisher, IReadOnlyList<string> joints, TimeSpan period)
    {
        _publisher = publisher;
        _message.JointNames.Set([.. joints]);
        Span<JointTrajectoryPoint> points = _message.Points.Resize(Points);
        for (int i = 0; i < Points; i++)
        {
            points[i] = new();
            points[i].Positions.Resize(joints.Count);
            RosTime.Write(points[i].TimeFromStart, (i + 1) * period.TotalSeconds);
        }
    }

    /// <summary>Quality of service of the command topic: dead commanders are noticed, stuck readers do not block.</summary>
    public static QosProfile Qos(TimeSpan period, int periods) => new()
    {
        Depth = 1,
        Deadline = period * periods,
        ManualLiveliness = true,
        LivelinessLease = period * periods,
        MaxBlocking = period / 4,
    };

    public bool Command(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        first.CopyTo(_message.Points[0].Positions.Span);
        second.CopyTo(_message.Points[1].Positions.Span);
        return _publisher.Publish(_message);
    }

    public void AssertLiveliness() => _publisher.Raw.AssertLiveliness();

    public void Dispose() => _publisher.Dispose();
}
