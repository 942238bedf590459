using Forewarn.Messages.TrajectoryMsgs;

namespace Forewarn.RosBridge.Tests.Robot;

public sealed class TrajectoryFollowerTests
{
    [Fact]
    public void It_goes_straight_from_point_to_point_and_stays_at_the_last()
    {
        var follower = Follower(1, 2);
        Assert.Null(follower.Accept(Trajectory(["a", "b"], (0.5, [2, 2]), (1, [2, 6])), 10));
        Assert.Equal([1, 2], At(follower, 10));
        Assert.Equal([1.5, 2], At(follower, 10.25));
        Assert.Equal([2, 4], At(follower, 10.75));
        Assert.Equal([2, 6], At(follower, 11));
        Assert.Equal([2, 6], At(follower, 99));
        Assert.Equal(1, follower.Duration);
    }

    [Fact]
    public void A_new_trajectory_starts_from_where_the_last_one_has_come_to()
    {
        var follower = Follower(0, 0);
        follower.Accept(Trajectory(["a", "b"], (1, [1, 1])), 0);
        follower.Accept(Trajectory(["b", "a"], (1, [0, 0.5])), 0.5);
        Assert.Equal([0.5, 0.25], At(follower, 1));
    }

    [Fact]
    public void What_cannot_be_followed_is_refused_with_a_reason_and_changes_nothing()
    {
        var follower = Follower(0, 0);
        follower.Accept(Trajectory(["a", "b"], (1, [1, 1])), 0);
        Assert.Contains("without points", follower.Accept(Trajectory(["a", "b"]), 0.5), StringComparison.Ordinal);
        Assert.Contains("'b' is missing", follower.Accept(Trajectory(["a", "c"], (1, [1, 1])), 0.5), StringComparison.Ordinal);
        Assert.Contains("number of positions", follower.Accept(Trajectory(["a", "b"], (1, [1])), 0.5), StringComparison.Ordinal);
        Assert.Contains("not a number", follower.Accept(Trajectory(["a", "b"], (1, [1, double.NaN])), 0.5), StringComparison.Ordinal);
        Assert.Contains("do not increase", follower.Accept(Trajectory(["a", "b"], (1, [1, 1]), (1, [2, 2])), 0.5), StringComparison.Ordinal);
        Assert.Equal([0.75, 0.75], At(follower, 0.75));
    }

    [Fact]
    public void A_command_for_an_arm_that_is_elsewhere_is_refused()
    {
        var follower = new TrajectoryFollower(["a", "b"], [2, 2]);
        follower.Hold([0, 0]);
        Assert.Contains("'b' would have to jump", follower.Accept(Trajectory(["a", "b"], (0.02, [0.01, 0.5])), 0), StringComparison.Ordinal);
        Assert.Equal([0, 0], At(follower, 1));
        Assert.Null(follower.Accept(Trajectory(["a", "b"], (0.02, [0.01, 0.03])), 1));
    }

    private static TrajectoryFollower Follower(params double[] at)
    {
        var follower = new TrajectoryFollower(["a", "b"]);
        follower.Hold(at);
        return follower;
    }

    private static double[] At(TrajectoryFollower follower, double now)
    {
        var positions = new double[2];
        follower.Sample(now, positions);
        return [.. positions.Select(p => Math.Round(p, 9))];
    }

    private static JointTrajectory Trajectory(string[] joints, params (double Seconds, double[] Positions)[] points)
    {
        var trajectory = new JointTrajectory();
        trajectory.JointNames.Set(joints);
        foreach ((double seconds, double[] positions) in points)
        {
            var point = new JointTrajectoryPoint();
            point.Positions.Set(positions);
            point.TimeFromStart.Sec = (int)seconds;
            point.TimeFromStart.Nanosec = (uint)Math.Round((seconds - (int)seconds) * 1e9);
            trajectory.Points.Add(point);
        }
        return trajectory;
    }
}
