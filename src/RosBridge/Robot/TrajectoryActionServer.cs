using Forewarn.Messages.ControlMsgs;

namespace Forewarn.RosBridge;

using Goal = ServerGoal<FollowJointTrajectoryGoal, FollowJointTrajectoryResult, FollowJointTrajectoryFeedback>;
using Server = ActionServer<FollowJointTrajectory, FollowJointTrajectoryGoal, FollowJointTrajectoryResult, FollowJointTrajectoryFeedback>;

/// <summary>
/// The robot's side of <c>control_msgs/FollowJointTrajectory</c>, one goal at a time: a new goal ends the one before, a
/// canceled one holds the arm where it is. All calls come on the executor's thread.
/// </summary>
public sealed class TrajectoryActionServer
    : IActionHandler<FollowJointTrajectoryGoal, FollowJointTrajectoryResult, FollowJointTrajectoryFeedback>, IDisposable
{
    private static readonly TimeSpan FeedbackPeriod = TimeSpan.FromMilliseconds(100);

    private readonly ITrajectoryTarget _target;
    private readonly Server _server;
    private readonly IDisposable _feedback;
    private readonly FollowJointTrajectoryFeedback _message = new();
    private readonly double[] _desired, _actual;
    private Goal? _goal;
    private double _start, _duration;

    /// <param name="action">Name, for example <c>arm_controller/follow_joint_trajectory</c>.</param>
    public TrajectoryActionServer(RosNode node, string action, ITrajectoryTarget target)
    {
        (_target, _server) = (target, new Server(node, action, this));
        (_desired, _actual) = (new double[target.Joints.Count], new double[target.Joints.Count]);
        _message.JointNames.Set([.. target.Joints]);
        _feedback = node.Executor.Every(FeedbackPeriod, Watch);
    }

    /// <summary>Largest error at the end that still counts as having arrived, rad.</summary>
    public double GoalTolerance { get; init; } = 0.1;

    public GoalDecision OnGoal(Guid id, FollowJointTrajectoryGoal goal) =>
        _target.Refusal(goal.Trajectory) is null ? GoalDecision.Execute : GoalDecision.Reject;

    public void OnAccepted(Goal goal)
    {
        if (_goal is { IsActive: true } before) before.Abort(Result(FollowJointTrajectoryResult.InvalidGoal, "another goal took its place"));
        _goal = goal;
        (_start, _duration) = (_target.Now, _target.Follow(goal.Goal.Trajectory));
    }

    public void OnCanceling(Goal goal)
    {
        _target.HoldNow();
        goal.Canceled(Result(FollowJointTrajectoryResult.Successful, "canceled, the arm holds"));
    }

    public void Dispose()
    {
        _feedback.Dispose();
        _server.Dispose();
    }

    private void Watch()
    {
        if (_goal is not { IsActive: true } goal) return;
        _target.Read(_desired, _actual);
        _message.Desired.Positions.Set(_desired);
        _message.Actual.Positions.Set(_actual);
        double since = _target.Now - _start, error = 0;
        RosTime.Write(_message.Desired.TimeFromStart, since);
        for (int j = 0; j < _desired.Length; j++) if (_target.Tracked[j]) error = Math.Max(error, Math.Abs(_desired[j] - _actual[j]));
        goal.PublishFeedback(_message);
        if (since < _duration + FeedbackPeriod.TotalSeconds) return;
        if (error <= GoalTolerance) goal.Succeed(Result(FollowJointTrajectoryResult.Successful, ""));
        else goal.Abort(Result(FollowJointTrajectoryResult.GoalToleranceViolated, FormattableString.Invariant($"{error:f3} rad are left")));
    }

    private static FollowJointTrajectoryResult Result(int code, string text) => new() { ErrorCode = code, ErrorString = text };
}
