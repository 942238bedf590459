using Forewarn.Core;
using Forewarn.FaultSimulation;

namespace Forewarn.RosBridge.Tests.Faults;

/// <summary>Every fault alone: a safe rung in time, named, and recovery within two decisions after it ends.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData(FaultKind.NarratorLate, 0.5, "late")]
    [InlineData(FaultKind.NarratorLate, 2, "late")]
    [InlineData(FaultKind.NarratorLate, 10, "late")]
    [InlineData(FaultKind.NarratorWedged, 1, "late")]
    [InlineData(FaultKind.NarratorThrows, 1, "a kernel failed")]
    [InlineData(FaultKind.NarratorWrongShape, 1, "wanted a text per mode")]
    [InlineData(FaultKind.ReaderLate, 5, "late")]
    [InlineData(FaultKind.ReaderThrows, 1, "a kernel failed")]
    [InlineData(FaultKind.ReaderNaN, 1, "NaN")]
    [InlineData(FaultKind.ReaderWrongShape, 1, "verify")]
    [InlineData(FaultKind.WorldModelLate, 5, "late")]
    [InlineData(FaultKind.WorldModelThrows, 1, "a kernel failed")]
    [InlineData(FaultKind.WorldModelNaN, 1, "not finite")]
    [InlineData(FaultKind.WorldModelWrongShape, 1, "rollout")]
    [InlineData(FaultKind.ProposerThrows, 1, "propose")]
    [InlineData(FaultKind.ProposerLate, 5, "late")]
    [InlineData(FaultKind.ProposerNaN, 1, "NaN")]
    [InlineData(FaultKind.ProposerWrongShape, 1, "prediction horizon")]
    public void A_broken_model_leads_to_a_lower_rung_that_says_so(FaultKind kind, double amount, string said)
    {
        Course course = Course.Of(kind, amount);
        Assert.Null(course.Result.Broken);
        // What was begun before the fault may still be steered.
        var during = course.Decisions.Where(d => d.Second is > Course.Start + 0.45 and < Course.End).ToArray();
        Assert.NotEmpty(during);
        Assert.All(during, d => Assert.NotEqual(Rung.Steered, d.Decision.Rung));
        Assert.Contains(during, d => d.Decision.Reason.Contains(said, StringComparison.Ordinal));
        Assert.Contains(course.Ticks, t => t.Second < Course.End && t.Reason.Contains(said, StringComparison.Ordinal));
        // The deadline holds whatever the models do.
        Assert.All(during, d => Assert.True(d.Decision.Timings.TotalMs <= 405, $"{d.Decision.Timings.TotalMs} ms"));
    }

    [Theory]
    [InlineData(FaultKind.JointStatesSilent, HoldCause.JointStatesSilent, 0.1, "no joint states")]
    [InlineData(FaultKind.JointMissing, HoldCause.JointStatesSilent, 0.1, "a joint is missing")]
    [InlineData(FaultKind.JointNaN, HoldCause.JointStatesSilent, 0.1, "not a number")]
    [InlineData(FaultKind.CameraSilent, HoldCause.CamerasBlind, 0.55, "is silent")]
    [InlineData(FaultKind.CameraWrongSize, HoldCause.CamerasBlind, 0.15, "wrong size")]
    [InlineData(FaultKind.CameraWrongEncoding, HoldCause.CamerasBlind, 0.15, "unknown encoding")]
    [InlineData(FaultKind.CameraFrozen, HoldCause.CamerasBlind, 1.4, "shows the same")]
    [InlineData(FaultKind.RobotRestart, HoldCause.JointStatesSilent, 0.1, "no joint states")]
    public void A_blind_node_holds_in_time_and_says_why(FaultKind kind, HoldCause cause, double within, string said)
    {
        Course course = Course.Of(kind);
        Assert.Null(course.Result.Broken);
        Assert.InRange(course.StoodStillAfter(), 0, within);
        Assert.Contains(course.Ticks, t => t.Second < Course.End && t.Cause == cause && t.Rung == Rung.Hold
            && t.Reason.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public void Joints_in_another_order_are_no_fault()
    {
        Course course = Course.Of(FaultKind.JointsReordered);
        Assert.Null(course.Result.Broken);
        Assert.All(course.Decisions, d => Assert.Equal(Rung.Steered, d.Decision.Rung));
        Assert.All(course.Ticks.Where(t => t.Second > 0.5), t => Assert.Equal(HoldCause.None, t.Cause));
    }

    [Theory]
    [InlineData(FaultKind.ClockJump, HoldCause.ClockJumped, "ROS time jumped back")]
    [InlineData(FaultKind.ArmPushed, HoldCause.NotTracking, "not where it was sent")]
    public void A_passing_upset_drops_the_plan_and_is_decided_anew(FaultKind kind, HoldCause cause, string said)
    {
        Course course = Course.Of(kind);
        Assert.Null(course.Result.Broken);
        var upset = course.Ticks.First(t => t.Cause == cause);
        Assert.True(upset.Second < Course.Start + 1.5, $"noticed at {upset.Second:f2} s");
        Assert.Contains(said, upset.Reason, StringComparison.Ordinal);
        Assert.Contains(course.Decisions, d => d.Second > upset.Second && d.Decision.Rung == Rung.Steered);
    }

    [Theory]
    [InlineData(FaultKind.LinkSlow, 0.3)]
    [InlineData(FaultKind.LinkLossy, 0.8)]
    [InlineData(FaultKind.LinkDoubles, 0.8)]
    [InlineData(FaultKind.LinkCorrupt, 0.8)]
    [InlineData(FaultKind.ControllerDeaf, 1)]
    public void A_bad_network_or_a_deaf_controller_breaks_no_invariant(FaultKind kind, double amount) =>
        Assert.Null(Course.Of(kind, amount).Result.Broken);

    [Fact]
    public void A_killed_node_is_noticed_by_the_controller_and_a_new_one_takes_over()
    {
        using var world = new FaultWorld(new FaultSchedule(1, [], 10), Robot.CupArm.File);
        for (int i = 0; i < 100; i++) world.StepTick();
        world.Ask("left");
        for (int i = 0; i < 50; i++) world.StepTick();
        Assert.False(world.CommanderLost);
        world.KillNode();
        world.StepRobotAlone(300);
        Assert.True(world.CommanderLost);
        double[] stands = [.. world.Arm!];
        world.StepRobotAlone(300);
        Assert.Equal(stands, world.Arm);
        world.RestartNode();
        world.Ask("right");
        for (int i = 0; i < 150; i++) world.StepTick();
        Assert.False(world.CommanderLost);
        Assert.Equal(Rung.Steered, world.Decisions[^1].Decision.Rung);
        Assert.NotEqual(stands, world.Arm);
    }
}
