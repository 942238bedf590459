using Forewarn.Core;
using Forewarn.Messages.ControlMsgs;
using Forewarn.Messages.TrajectoryMsgs;

namespace Forewarn.RosBridge;

using Client = ActionClient<FollowJointTrajectory, FollowJointTrajectoryGoal, FollowJointTrajectoryResult, FollowJointTrajectoryFeedback>;

/// <summary>
/// Sends every plan whole, as a goal of <c>control_msgs/FollowJointTrajectory</c>, instead of streaming it: the controller
/// says whether it takes the plan and how it ended. The tick goes on watching and a hold cancels the goal.
/// </summary>
internal sealed class GoalCommand : ICommandSink, IDisposable
{
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(1);

    private readonly Client _client;
    private readonly RosExecutor _executor;
    private readonly IPlanActuation _actuation;
    private ClientGoal<FollowJointTrajectoryResult>? _goal;
    private long _sent;

    /// <param name="actuation">Of this object's own: it is used on the executor's thread.</param>
    public GoalCommand(RosNode node, string action, IPlanActuation actuation)
    {
        (_client, _executor, _actuation) = (new Client(node, action), node.Executor, actuation);
    }

    /// <summary>Called with what became of a goal that did not succeed.</summary>
    public Action<string>? Failed { get; set; }

    /// <summary>Share of the goal that was carried out by the controller's own account, 0 to 1.</summary>
    public double Progress { get; private set; }

    /// <summary>Sends the rows of a plan that are left.</summary>
    /// <param name="start">Commanded joints now, <c>[C]</c>.</param>
    /// <param name="rows">Rows that are executed.</param>
    public void Send(ActionChunk plan, double[] start, int rows) => _executor.Post(() => _ = SendAsync(plan, start, rows));

    /// <summary>Cancels the goal that runs, if one does.</summary>
    public void Cancel() => _executor.Post(() =>
    {
        _sent++;
        if (_goal is { HasEnded: false } goal) _ = QuietlyAsync(goal.CancelAsync(Answer));
        _goal = null;
    });

    /// <summary>Nothing is streamed.</summary>
    public bool Command(ReadOnlySpan<double> first, ReadOnlySpan<double> second) => true;

    public void AssertLiveliness() { }

    public void Dispose() => _client.Dispose();

    private async Task SendAsync(ActionChunk plan, double[] start, int rows)
    {
        long mine = ++_sent;
        try
        {
            FollowJointTrajectoryGoal goal = Goal(plan, start, rows);
            double seconds = rows / plan.Spec.RateHz;
            ClientGoal<FollowJointTrajectoryResult>? accepted =
                await _client.SendGoalAsync(goal, Answer, f => Progress = Math.Clamp(RosTime.Seconds(f.Desired.TimeFromStart) / seconds, 0, 1));
            if (mine != _sent)
            {
                if (accepted is not null) await QuietlyAsync(accepted.CancelAsync(Answer));
                return;
            }
            if (accepted is null)
            {
                Failed?.Invoke("it was rejected");
                return;
            }
            _goal = accepted;
            GoalOutcome<FollowJointTrajectoryResult> outcome = await accepted.GetResultAsync(TimeSpan.FromSeconds(seconds) + Answer);
            if (mine == _sent && outcome.State != GoalState.Succeeded)
                Failed?.Invoke($"it ended {outcome.State.ToString().ToLowerInvariant()} ({outcome.Result.ErrorCode}) {outcome.Result.ErrorString}".Trim());
        }
        catch (TimeoutException e)
        {
            if (mine == _sent) Failed?.Invoke(e.Message);
        }
        catch (ObjectDisposedException)
        {
            // The node is being cleaned up.
        }
    }

    private FollowJointTrajectoryGoal Goal(ActionChunk plan, double[] start, int rows)
    {
        var goal = new FollowJointTrajectoryGoal();
        goal.Trajectory.JointNames.Set([.. _actuation.Joints]);
        var joints = new double[start.Length];
        _actuation.Start(start);
        for (int t = 0; t < rows; t++)
        {
            _actuation.TryMap(plan.Row(t), joints);
            var point = new JointTrajectoryPoint();
            point.Positions.Set(joints);
            RosTime.Write(point.TimeFromStart, (t + 1) / plan.Spec.RateHz);
            goal.Trajectory.Points.Add(point);
        }
        return goal;
    }

    private static async Task QuietlyAsync(Task<CancelAnswer> cancel)
    {
        try
        {
            await cancel;
        }
        catch (Exception e) when (e is TimeoutException or ObjectDisposedException)
        {
            // The controller is gone; so is what it was doing for us.
        }
    }
}
