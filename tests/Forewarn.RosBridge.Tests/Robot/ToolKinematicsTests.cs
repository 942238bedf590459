using CsCheck;
using Forewarn.Core;

namespace Forewarn.RosBridge.Tests.Robot;

public sealed class ToolKinematicsTests
{
    private const string Planar = """
        <robot name="two_links">
          <joint name="shoulder" type="revolute">
            <parent link="base"/><child link="upper"/><axis xyz="0 0 1"/><limit lower="-3" upper="3" velocity="1"/>
          </joint>
          <joint name="elbow" type="revolute">
            <parent link="upper"/><child link="lower"/><origin xyz="0.4 0 0"/><axis xyz="0 0 1"/><limit lower="-3" upper="3" velocity="1"/>
          </joint>
          <joint name="tip" type="fixed"><parent link="lower"/><child link="tool"/><origin xyz="0.3 0 0"/></joint>
        </robot>
        """;

    [Fact]
    public void A_planar_arm_is_where_trigonometry_puts_it() => Gen.Double[-2.9, 2.9].Array[2].Sample(q =>
    {
        var arm = new ToolKinematics(RobotDescription.Parse(Planar, "test"), "tool", [0, 0]);
        arm.Forward(q);
        double x = 0.4 * Math.Cos(q[0]) + 0.3 * Math.Cos(q[0] + q[1]), y = 0.4 * Math.Sin(q[0]) + 0.3 * Math.Sin(q[0] + q[1]);
        Assert.Equal(x, arm.Position[0], 1e-12);
        Assert.Equal(y, arm.Position[1], 1e-12);
        Assert.Equal(Math.Sin(q[0] + q[1]), Math.Sin(arm.Yaw), 1e-12);
    });

    [Fact]
    public void The_cup_arm_reaches_every_pose_above_the_table_that_a_grasp_needs()
    {
        Gen.Select(Gen.Double[0.35, 0.65], Gen.Double[-0.25, 0.25], Gen.Double[0.04, 0.45], Gen.Double[-1.5, 1.5]).Sample(p =>
        {
            var arm = CupArm.Kinematics();
            double left = arm.SolveDown(p.Item1, p.Item2, p.Item3, p.Item4, 300);
            Assert.True(left < 1e-3, $"{left} m are left to {p}");
            Assert.Equal(p.Item4, arm.Yaw, 1e-2);
            Assert.All(arm.Joints.Zip(arm.Angles), j => Assert.InRange(j.Second, j.First.Lower, j.First.Upper));
        }, iter: 200);
    }

    [Fact]
    public void Following_a_path_takes_few_steps_and_no_memory()
    {
        var arm = CupArm.Kinematics();
        arm.SolveDown(0.5, 0, 0.3, 0, 300);
        long before = GC.GetAllocatedBytesForCurrentThread();
        double worst = 0;
        for (int i = 0; i <= 100; i++) worst = Math.Max(worst, arm.SolveDown(0.5, 0.001 * i, 0.3 - 0.002 * i, 0.01 * i, 4));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(worst < 2e-3, $"strayed by {worst} m");
    }

    [Theory]
    [InlineData("<robot", "XML")]
    [InlineData("<sdf/>", "wanted <robot>")]
    [InlineData("<robot><joint name='a' type='ball'/></robot>", "joint 'a': type: found ball")]
    [InlineData("<robot><joint name='a' type='revolute'><parent link='b'/><child link='c'/></joint></robot>", "limit: found none")]
    [InlineData("<robot><joint name='a' type='fixed'><parent link='b'/></joint></robot>", "child: found none")]
    [InlineData("<robot><joint name='a' type='fixed'><parent link='b'/><child link='c'/><origin xyz='1 two 3'/></joint></robot>", "origin xyz")]
    [InlineData("<robot><joint name='a' type='prismatic'><parent link='b'/><child link='c'/><limit lower='1' upper='0' velocity='1'/></joint></robot>",
        "lower 1 above upper 0")]
    public void A_bad_description_is_named(string urdf, string said)
    {
        var error = Assert.Throws<ForewarnException>(() => RobotDescription.Parse(urdf, "arm.urdf"));
        Assert.Contains("arm.urdf", error.Message, StringComparison.Ordinal);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, error.ExitCode);
    }

    [Fact]
    public void An_unknown_tool_lists_the_links() =>
        Assert.Contains("hand", Assert.Throws<ForewarnException>(() => CupArm.Robot.ChainTo("gripper")).Message, StringComparison.Ordinal);
}
