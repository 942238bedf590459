using CsCheck;
using Forewarn.Core;
using Forewarn.Simulation.Tasks.Locomotion;

namespace Forewarn.Simulation.Tests.Tasks;

public sealed class LocomotionEnvironmentTests
{
    private static readonly Gen<LocomotionTask> s_task = Gen.Int[0, 2].Select(
        i => new[] { LocomotionTask.Hopper, LocomotionTask.Walker2d, LocomotionTask.HalfCheetah }[i]);

    [Fact]
    public void A_loaded_state_continues_like_the_original()
    {
        Requires.Mujoco();
        Gen.Select(s_task, Gen.ULong, Gen.Int[0, 40], Gen.Int[1, 40]).Sample((task, seed, before, after) =>
        {
            using var original = new LocomotionEnvironment(task);
            using var copy = new LocomotionEnvironment(task);
            original.Reset(new SeedStream(seed));
            Run(original, new SeedStream(seed + 1), before);
            copy.LoadState(original.SaveState());
            Assert.Equal(original.Steps, copy.Steps);
            Assert.Equal(original.Observe().State, copy.Observe().State);
            Assert.Equal(Run(original, new SeedStream(seed + 2), after), Run(copy, new SeedStream(seed + 2), after));
            Assert.Equal(original.SaveState(), copy.SaveState());
        }, iter: 12, threads: 1);
    }

    [Fact]
    public void The_same_seed_gives_the_same_start_within_the_published_noise()
    {
        Requires.Mujoco();
        using var environment = new LocomotionEnvironment(LocomotionTask.Hopper);
        Gen.ULong.Sample(seed =>
        {
            environment.Reset(new SeedStream(seed));
            var first = environment.Observe().State;
            environment.Step(new float[3]);
            environment.Reset(new SeedStream(seed));
            Assert.Equal(first, environment.Observe().State);
            Assert.InRange(first[0], 1.25f - 5e-3f, 1.25f + 5e-3f);
            Assert.All(first[1..], v => Assert.InRange(v, -5e-3f, 5e-3f));
        }, iter: 30, threads: 1);
    }

    [Fact]
    public void An_episode_is_truncated_at_the_limit_and_not_called_terminated()
    {
        Requires.Mujoco();
        using var environment = new LocomotionEnvironment(LocomotionTask.HalfCheetah);
        environment.Reset(new SeedStream(1));
        for (int i = 1; i <= LocomotionTask.StepLimit; i++)
        {
            var result = environment.Step(new float[6]);
            Assert.Equal(i == LocomotionTask.StepLimit, result.Truncated);
            Assert.False(result.Terminated);
        }
    }

    [Fact]
    public void A_hopper_that_falls_terminates_and_is_paid_for_that_step_too()
    {
        Requires.Mujoco();
        using var environment = new LocomotionEnvironment(LocomotionTask.Hopper);
        environment.ResetTo([0, 1.25, 0.25, 0, 0, 0], new double[6]);
        var result = environment.Step(new float[3]);
        Assert.True(result.Terminated);
        Assert.InRange(result.Reward, 0.5, 1.5);
    }

    [Fact]
    public void Commands_beyond_the_motor_cost_more_and_do_no_more()
    {
        Requires.Mujoco();
        using var environment = new LocomotionEnvironment(LocomotionTask.HalfCheetah);
        var (full, double_) = (Push(1), Push(2));
        Assert.Equal(full.State, double_.State);
        Assert.Equal(full.Reward - 0.1 * 6 * (4 - 1), double_.Reward, 9);

        (float[] State, double Reward) Push(float command)
        {
            environment.ResetTo(new double[9], new double[9]);
            double reward = environment.Step(Enumerable.Repeat(command, 6).ToArray()).Reward;
            return (environment.Observe().State, reward);
        }
    }

    [Fact]
    public void A_state_of_another_task_is_refused()
    {
        Requires.Mujoco();
        using var walker = new LocomotionEnvironment(LocomotionTask.Walker2d);
        using var cheetah = new LocomotionEnvironment(LocomotionTask.HalfCheetah);
        var state = walker.SaveState();
        Assert.Contains("half_cheetah", Assert.Throws<ForewarnException>(() => cheetah.LoadState(state)).Message);
        Assert.Throws<ForewarnException>(() => walker.LoadState(state.AsSpan(0, 5)));
        Assert.Throws<ForewarnException>(() => { walker.Step(new float[5]); });
    }

    internal static double[] Run(IEnvironment environment, SeedStream seed, int steps)
    {
        var rewards = new double[steps];
        var action = new float[environment.ActionSpec.Width];
        for (int i = 0; i < steps; i++)
        {
            foreach (ref float a in action.AsSpan()) a = (float)seed.Uniform(-1, 1);
            rewards[i] = environment.Step(action).Reward;
        }
        return rewards;
    }
}
