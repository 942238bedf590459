using Forewarn.Core;
using Forewarn.FaultSimulation;
using Forewarn.RosBridge.Tests.Robot;

namespace Forewarn.RosBridge.Tests.Steering;

/// <summary>Plans sent whole, as goals of the controller's action.</summary>
public sealed class GoalTests
{
    [Fact]
    public void A_plan_arrives_whole_and_the_arm_ends_where_it_should()
    {
        using var world = new FaultWorld(new FaultSchedule(1, [], 10, UsesAction: true), CupArm.File, new PacingOptions());
        Run(world, 0.5);
        world.Ask("far left");
        Run(world, 3.5);
        Assert.Equal(0.24, ToolY(world), 2e-2);
        Assert.Equal(WishState.Done, world.Session.Pacer.State);
        Assert.Equal(HoldCause.None, world.Session.Tick.Cause);
    }

    [Theory]
    [InlineData(FaultKind.GoalRejected, "it was rejected")]
    [InlineData(FaultKind.GoalDropped, "no answer")]
    public void A_goal_that_comes_to_nothing_holds_the_arm_is_named_and_decided_anew(FaultKind kind, string said)
    {
        var reasons = new HashSet<string>();
        double[] last = [];
        double lastMove = 0;
        FaultResult result = FaultRun.Play(FaultSchedule.Of(kind, 2, 5, usesAction: true), CupArm.File, world =>
        {
            (Rung rung, string reason) = world.Session.Status();
            if (world.Session.Tick.Cause == HoldCause.GoalFailed)
            {
                Assert.Equal(Rung.Hold, rung);
                reasons.Add(reason);
            }
            double[] arm = [.. world.Arm!];
            if (last.Length > 0 && world.Now < 5 && arm.Zip(last).Any(p => Math.Abs(p.First - p.Second) > 1e-3)) lastMove = world.Now;
            last = arm;
        });
        Assert.Null(result.Broken);
        Assert.Contains(reasons, r => r.Contains(said, StringComparison.Ordinal));
        Assert.True(lastMove < 4.5, $"the arm still moved at {lastMove:f2} s");
    }

    [Fact]
    public void A_hold_cancels_the_goal()
    {
        using var world = new FaultWorld(new FaultSchedule(1, [], 10, UsesAction: true), CupArm.File, new PacingOptions());
        Run(world, 0.5);
        world.Ask("far left");
        Run(world, 1);
        world.Session.EmergencyStop();
        Run(world, 0.1);
        double[] stands = [.. world.Arm!];
        Run(world, 1);
        Assert.All(stands.Zip(world.Arm!), p => Assert.Equal(p.First, p.Second, 1e-3));
    }

    private static void Run(FaultWorld world, double seconds)
    {
        for (double end = world.Now + seconds - 1e-6; world.Now < end;) world.StepTick();
    }

    private static double ToolY(FaultWorld world)
    {
        var row = new float[5];
        CupArm.Actuation().Describe([.. world.Arm!], row);
        return row[1];
    }
}
