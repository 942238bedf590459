using CsCheck;
using Forewarn.Core;
using Forewarn.Simulation.MuJoCo;
using Forewarn.Simulation.Tasks;
using Forewarn.Simulation.Tasks.ControlSuite;

namespace Forewarn.Simulation.Tests.Tasks.ControlSuite;

public sealed class ControlSuiteTests
{
    /// <summary>The target's center is 0.05 m below the cup's origin and the ball must be inside by its radius.</summary>
    [Fact]
    public void The_ball_is_caught_exactly_when_all_of_it_is_inside()
    {
        Requires.Mujoco();
        using var environment = new MujocoEnvironment(new BallInCupTask());
        int caught = 0, missed = 0;
        Gen.Select(Gen.Double[-0.05, 0.05], Gen.Double[0.3, 0.42]).Sample((x, z) =>
        {
            environment.ResetTo([0, 0, x, z], new double[4]);
            var result = environment.Step(new float[2]);
            Span<double> state = stackalloc double[8];
            environment.Sense(state);
            double dx = state[2] - state[0], dz = 0.2 + state[3] - (0.6 + state[1] - 0.05);
            bool inside = Math.Abs(dx) < 0.025 && Math.Abs(dz) < 0.025;
            Assert.Equal(inside ? 1 : 0, result.Reward);
            Assert.False(result.Terminated);
            if (inside) caught++; else missed++;
        }, iter: 200, threads: 1);
        Assert.True(caught > 10 && missed > 10, $"{caught} caught, {missed} missed");
    }

    [Fact]
    public void The_string_holds_the_ball()
    {
        Requires.Mujoco();
        using var environment = new MujocoEnvironment(new BallInCupTask());
        environment.ResetTo(new double[4], new double[4]);
        for (int i = 0; i < 100; i++) environment.Step(new float[2]);
        var qpos = environment.Data.Qpos;
        double length = 0.6 + qpos[1] - 0.108 - (0.2 + qpos[3]);
        Assert.InRange(length, 0.28, 0.32);
    }

    [Fact]
    public void Balls_start_free_within_the_published_box()
    {
        Requires.Mujoco();
        using var environment = new MujocoEnvironment(new BallInCupTask());
        var state = new double[8];
        for (ulong seed = 0; seed < 50; seed++)
        {
            environment.Reset(new SeedStream(seed));
            environment.Sense(state);
            Assert.Equal([0, 0], state[..2]);
            Assert.InRange(state[2], -0.2, 0.2);
            Assert.InRange(state[3], 0.2, 0.5);
            Assert.Equal(0, environment.Data.ContactCount);
        }
    }

    [Fact]
    public void A_cheetah_has_settled_before_an_episode_begins()
    {
        Requires.Mujoco();
        using var environment = new MujocoEnvironment(new CheetahRunTask());
        for (ulong seed = 0; seed < 5; seed++)
        {
            environment.Reset(new SeedStream(seed));
            Assert.Equal((0, 0.0), (environment.Steps, environment.Data.Time));
            Assert.True(environment.Data.ContactCount > 0, "it stands on the ground");
            Assert.All(environment.Data.Qvel.ToArray(), v => Assert.InRange(v, -0.6, 0.6));
        }
    }

    /// <summary>The published draw takes all four parts of the rotation from [0, 1), so none is negative.</summary>
    [Fact]
    public void A_person_starts_in_a_random_pose_that_touches_nothing()
    {
        Requires.Mujoco();
        using var environment = new MujocoEnvironment(new HumanoidWalkTask());
        var model = environment.Model;
        for (ulong seed = 0; seed < 10; seed++)
        {
            environment.Reset(new SeedStream(seed));
            var qpos = environment.Data.Qpos.ToArray();
            Assert.Equal(0, environment.Data.ContactCount);
            Assert.Equal([0, 0, 1.5], qpos[..3]);
            Assert.Equal(1, qpos[3..7].Sum(q => q * q), 9);
            Assert.All(qpos[3..7], q => Assert.True(q >= 0));
            for (int j = 1; j < model.Njnt; j++)
                Assert.InRange(qpos[6 + j], model.Doubles("jnt_range")[2 * j], model.Doubles("jnt_range")[2 * j + 1]);
            Assert.All(environment.Data.Qvel.ToArray(), v => Assert.Equal(0, v));
        }
    }

    [Fact]
    public void A_person_upright_at_rest_is_paid_a_sixth()
    {
        Requires.Mujoco();
        using var environment = new MujocoEnvironment(new HumanoidWalkTask());
        environment.ResetTo(environment.Model.Doubles("qpos0"), new double[environment.Model.Nv]);
        double reward = environment.Step(new float[21]).Reward;
        Assert.Equal(1.0 / 6, reward, 2); // it has begun to fall, so the center of mass moves a little
        Assert.Equal(67, environment.StateSize);
    }
}
