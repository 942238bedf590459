using Forewarn.Core;
using Forewarn.Simulation.Tasks;
using Forewarn.Simulation.Tasks.Sled;

namespace Forewarn.Simulation.Tests.Tasks.Sled;

public sealed class SledTests
{
    [Fact]
    public void Full_force_comes_to_the_top_speed_in_the_time_that_drag_gives()
    {
        Requires.Mujoco();
        using var sled = new MujocoEnvironment(SledTask.Forward);
        sled.Reset(new SeedStream(1));
        var state = new double[4];
        for (int t = 1; t <= 60; t++)
        {
            sled.Step([1f, -1f]);
            sled.Sense(state);
            double wanted = SledTask.TopSpeed * (1 - Math.Exp(-t * 0.05 / 0.5));
            Assert.InRange(state[2], wanted - 0.02, wanted + 0.02);
            Assert.Equal(-state[2], state[3], 9);
        }
    }

    [Fact]
    public void A_step_pays_the_way_along_the_worth_less_the_push()
    {
        Requires.Mujoco();
        using var sled = new MujocoEnvironment(SledTask.Toward(0.5, -2));
        sled.ResetTo([0.3, 0.7], [1.2, -0.4]);
        double reward = sled.Step([0.25f, -1f]).Reward;
        var state = new double[4];
        sled.Sense(state);
        Assert.Equal((0.5 * (state[0] - 0.3) - 2 * (state[1] - 0.7)) / 0.05 - 0.02 * (0.0625 + 1), reward, 9);
    }

    [Fact]
    public void Margins_are_positive_where_the_limit_is_kept()
    {
        Assert.Equal(0.15, new SledSpeedLimit(0.75).Margin([9, 9, 0.6, 9]), 12);
        Assert.True(new SledSpeedLimit(0.75).Margin([0, 0, 0.8, 0]) < 0);
        Assert.True(new SledHalfPlane(0.5).Margin([2, 1.1, 0, 0]) > 0);
        Assert.True(new SledHalfPlane(0.5).Margin([2, 0.9, 0, 0]) < 0);
        // Distance of (0, 1) from the line through the origin with slope 1.
        Assert.Equal(Math.Sqrt(0.5), new SledHalfPlane(1).Margin([0, 1, 0, 0]), 12);
    }

    public static TheoryData<double, double, bool> Courses => new()
    {
        { 1, 0, true }, { 1, 0.5, true }, { 1, -0.5, true }, { 1, -0.5, false }, { 0.3, -1, false }, { -0.3, -1, false }, { 0, -1, false }, { 1, 0, false },
    };

    [Theory]
    [MemberData(nameof(Courses))]
    public void The_driver_stays_near_the_limit_and_never_breaks_it(double worthX, double worthY, bool speed)
    {
        Requires.Mujoco();
        ISledLimit limit = speed ? new SledSpeedLimit() : new SledHalfPlane();
        var task = SledTask.Toward(worthX, worthY);
        using var sled = new MujocoEnvironment(task);
        var driver = new SledDriver(task, limit, 0.02);
        var state = new double[4];
        var action = new float[2];
        for (int e = 0; e < 5; e++)
        {
            sled.Reset(new SeedStream(7).Child("start", e));
            double least = double.PositiveInfinity;
            for (bool over = false; !over;)
            {
                sled.Sense(state);
                driver.Act(state, action);
                var result = sled.Step(action);
                over = result.Terminated || result.Truncated;
                sled.Sense(state);
                least = Math.Min(least, limit.Margin(state));
            }
            Assert.InRange(least, 1e-6, 0.08);
        }
    }

    [Fact]
    public void Without_a_limit_nearby_the_driver_pushes_as_hard_as_it_can()
    {
        var action = new float[2];
        new SledDriver(SledTask.Toward(1, -1), new SledSpeedLimit(5), 0.02).Act([0, 0, 0, 0], action);
        Assert.Equal([1f, -1f], action);
    }
}
