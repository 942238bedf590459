using Forewarn.Core;
using Forewarn.RosBridge.Tests.Robot;
using Forewarn.Steering;

namespace Forewarn.RosBridge.Tests.Control;

public sealed class ControlTickTests
{
    [Fact]
    public void An_inactive_node_commands_nothing_and_says_no_liveliness()
    {
        var rig = new TickRig();
        rig.Run(10);
        Assert.Empty(rig.Commands);
        Assert.Equal(0, rig.Alive);
        Assert.Equal(HoldCause.Inactive, rig.Tick.Cause);
    }

    [Fact]
    public void Activated_it_holds_where_the_arm_is()
    {
        var rig = new TickRig().Activated();
        Assert.NotEmpty(rig.Commands);
        Assert.All(rig.Commands, c => Assert.All(c.Zip(rig.Measured), p => Assert.Equal(p.Second, p.First, 2e-2)));
        Assert.Equal(HoldCause.None, rig.Tick.Cause);
    }

    [Fact]
    public void A_plan_is_followed_row_by_row_with_five_ticks_each()
    {
        var rig = new TickRig().Activated();
        var start = rig.Pose(rig.Commands[^1]);
        rig.Send(start[0], start[1] + 0.2f, start[2]);
        rig.Commands.Clear();
        rig.LookAhead.Clear();
        rig.Run(101);
        for (int t = 0; t < 100; t++) Assert.Equal(start[1] + 0.002 * (t + 1), rig.Pose(rig.Commands[t])[1], 3e-3);
        // The second point of a command is the first of the next, within a row.
        for (int t = 1; t < 100; t++)
            if (t % 5 != 0) Assert.All(rig.LookAhead[t - 1].Zip(rig.Commands[t]), p => Assert.Equal(p.Second, p.First, 2e-3));
    }

    [Fact]
    public void No_joint_ever_moves_faster_than_it_may()
    {
        var rig = new TickRig().Activated();
        rig.Send(0.7f, -0.3f, 0.05f, rows: 1);
        rig.Run(200);
        for (int t = 1; t < rig.Commands.Count; t++)
            for (int j = 0; j < 8; j++)
                Assert.True(Math.Abs(rig.Commands[t][j] - rig.Commands[t - 1][j]) <= rig.Actuation.MaxVelocities[j] / 50 + 1e-9);
        Assert.True(rig.Tick.Clamped > 0);
    }

    [Fact]
    public void Silent_joint_states_hold_the_arm_within_100_ms_and_drop_the_plan()
    {
        var rig = new TickRig().Activated();
        rig.Send(0.5f, 0.2f, 0.3f);
        rig.Run(20);
        rig.Sensing = false;
        rig.Commands.Clear();
        rig.Run(10);
        Assert.Equal(HoldCause.JointStatesSilent, rig.Tick.Cause);
        // 60 ms of tolerance and one period: from the fifth command on it stands still.
        Assert.All(rig.Commands.Skip(4), c => Assert.Equal(rig.Commands[4], c));
        rig.Sensing = true;
        rig.Run(10);
        Assert.Equal(HoldCause.None, rig.Tick.Cause);
        Assert.Equal(0, rig.Queue.Remaining);
        Assert.All(rig.Commands.TakeLast(3), c => Assert.All(c.Zip(rig.Commands[4]), p => Assert.Equal(p.Second, p.First, 2e-2)));
    }

    [Fact]
    public void An_arm_that_is_elsewhere_is_held_where_it_is_not_thrown_back()
    {
        var rig = new TickRig().Activated();
        long holds = rig.Tick.Holds;
        rig.Tracking = false;
        rig.Send(0.5f, 0.2f, 0.3f);
        double[] moved = [.. rig.Measured];
        moved[0] += 1;
        rig.Measured = moved;
        rig.Commands.Clear();
        rig.Run(6);
        Assert.Equal(moved[0], rig.Commands[^1][0], 1e-9);
        Assert.Equal(holds + 1, rig.Tick.Holds);
        Assert.Equal(0, rig.Queue.Remaining);
    }

    [Fact]
    public void One_false_measurement_moves_no_arm()
    {
        var rig = new TickRig().Activated();
        long holds = rig.Tick.Holds;
        rig.Tracking = false;
        double[] good = [.. rig.Measured], wrong = [.. good];
        wrong[0] += 1;
        rig.Measured = wrong;
        rig.Run(1);
        rig.Measured = good;
        rig.Run(5);
        Assert.Equal(holds, rig.Tick.Holds);
        Assert.All(rig.Commands, c => Assert.Equal(good[0], c[0], 1e-2));
    }

    [Theory]
    [InlineData(HoldCause.EmergencyStop)]
    [InlineData(HoldCause.Disabled)]
    [InlineData(HoldCause.CamerasBlind)]
    public void An_order_from_outside_holds_at_once_and_what_was_planned_is_forgotten(HoldCause order)
    {
        var rig = new TickRig().Activated();
        rig.Send(0.5f, 0.2f, 0.3f);
        rig.Run(10);
        rig.Tick.Outside = order;
        rig.Commands.Clear();
        rig.Run(5);
        Assert.Equal(order, rig.Tick.Cause);
        Assert.All(rig.Commands, c => Assert.Equal(rig.Commands[0], c));
        rig.Tick.Outside = HoldCause.None;
        rig.Run(5);
        Assert.All(rig.Commands, c => Assert.All(c.Zip(rig.Commands[0]), p => Assert.Equal(p.Second, p.First, 2e-2)));
    }

    [Fact]
    public void Stopped_it_commands_nothing_and_the_next_plan_starts_from_where_the_arm_is()
    {
        var rig = new TickRig().Activated();
        rig.Stop();
        rig.Run(2);
        Assert.Equal(HoldCause.Stopped, rig.Tick.Cause);
        rig.Commands.Clear();
        double[] moved = [.. rig.Measured];
        moved[0] += 0.3;
        rig.Measured = moved;
        rig.Run(5);
        Assert.Empty(rig.Commands);
        Assert.True(rig.Alive > 0);
        rig.Send(0.5f, 0.2f, 0.3f);
        rig.Run(1);
        Assert.True(Math.Abs(rig.Commands[0][0] - moved[0]) <= rig.Actuation.MaxVelocities[0] / 50 + 1e-9);
    }

    [Fact]
    public void A_plan_out_of_reach_is_not_followed_to_its_nearest_point()
    {
        var rig = new TickRig().Activated();
        rig.Send(1.4f, 0, 0.3f, rows: 40);
        rig.Run(300);
        Assert.True(rig.Tick.Holds >= 1);
        Assert.Equal(0, rig.Queue.Remaining);
    }

    [Fact]
    public void A_controller_that_takes_nothing_is_noticed_and_forgiven()
    {
        var rig = new TickRig().Activated();
        rig.Delivers = false;
        rig.Run(8);
        Assert.Equal(HoldCause.ControllerStuck, rig.Tick.Cause);
        Assert.True(rig.Tick.Undelivered >= 5);
        rig.Delivers = true;
        rig.Run(2);
        Assert.Equal(HoldCause.None, rig.Tick.Cause);
    }

    [Fact]
    public void A_tick_allocates_nothing()
    {
        var rig = new TickRig().Activated();
        rig.Send(0.5f, 0.2f, 0.3f);
        rig.Run(20);
        rig.Remembers = false;
        rig.Sensing = false;
        long allocated = 0;
        for (int i = 0; i < 200; i++)
        {
            rig.Snapshot.Write(rig.Measured, rig.Measured, rig.Time.GetTimestamp());
            long before = GC.GetAllocatedBytesForCurrentThread();
            rig.Tick.Step();
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            rig.Time.Advance(TimeSpan.FromMilliseconds(20));
        }
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void A_rate_that_rows_do_not_divide_is_refused()
    {
        var error = Assert.Throws<ForewarnException>(() => new ControlOptions { RateHz = 45 }.Validated(CupArm.Plan));
        Assert.Contains("multiple of the policy's 10 Hz", error.Message, StringComparison.Ordinal);
    }
}
