using CsCheck;
using Forewarn.Core;
using Forewarn.Simulation.MuJoCo;
using Forewarn.Simulation.Tasks;
using Forewarn.Simulation.Tasks.Locomotion;

namespace Forewarn.Simulation.Tests.Tasks;

public sealed class MujocoEnvironmentTests
{
    public static TheoryData<string> Names =>
        [.. EnvironmentCatalog.All.Where(e => e.CreateAltered is not null).Select(e => e.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_loaded_state_continues_bit_by_bit_here_and_elsewhere(string name)
    {
        Requires.Mujoco();
        using var original = EnvironmentCatalog.Create(name);
        using var copy = EnvironmentCatalog.Create(name);
        original.Reset(new SeedStream(3));
        copy.Reset(new SeedStream(4));
        Run(original, new SeedStream(5), 20);
        var saved = original.SaveState();
        var first = Run(original, new SeedStream(6), 50);
        original.LoadState(saved);
        Assert.Equal(20, original.Steps);
        Assert.Equal(saved, original.SaveState());
        Assert.Equal(first, Run(original, new SeedStream(6), 50));
        copy.LoadState(saved);
        Assert.Equal(first, Run(copy, new SeedStream(6), 50));
        Assert.Equal(70, copy.Steps);
        Assert.Equal(original.SaveState(), copy.SaveState());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Stepping_allocates_nothing(string name)
    {
        Requires.Mujoco();
        if (MujocoLibrary.Runtime.Guard.Name != "compiled") Assert.Skip("without a compiler every call crosses threads");
        using var environment = EnvironmentCatalog.Create(name);
        var action = new float[environment.ActionSpec.Width];
        var state = new double[environment.StateSize];
        environment.Reset(new SeedStream(1));
        Steps(3);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Steps(20);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Steps(int count)
        {
            for (int i = 0; i < count; i++)
            {
                environment.Step(action);
                environment.Sense(state);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_sensed_is_finite_and_what_is_observed(string name)
    {
        Requires.Mujoco();
        using var environment = EnvironmentCatalog.Create(name);
        environment.Reset(new SeedStream(8));
        var state = new double[environment.StateSize];
        environment.Sense(state);
        Assert.All(state, v => Assert.True(double.IsFinite(v)));
        Assert.Equal(state.Select(v => (float)v), environment.Observe().State);
        Assert.Throws<ForewarnException>(() => environment.Sense(new double[environment.StateSize + 1]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_seed_gives_the_same_start_and_another_seed_another(string name)
    {
        Requires.Mujoco();
        using var environment = EnvironmentCatalog.Create(name);
        var first = Start(1);
        Run(environment, new SeedStream(9), 5);
        Assert.Equal(first, Start(1));
        Assert.NotEqual(first, Start(2));

        float[] Start(ulong seed)
        {
            environment.Reset(new SeedStream(seed));
            Assert.Equal(0, environment.Steps);
            return environment.Observe().State;
        }
    }

    /// <summary>MuJoCo drops contacts and constraints that find no room, with a warning alone.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public unsafe void Room_for_contacts_is_never_half_used(string name)
    {
        Requires.Mujoco();
        using var environment = (MujocoEnvironment)EnvironmentCatalog.Create(name);
        environment.Reset(new SeedStream(1));
        var (data, model) = (environment.Data, environment.Model);
        int rows = model.Runtime.Layout.Data("nefc").Offset, contacts = 0, constraints = 0;
        for (int i = 0; i < 150; i++)
        {
            Run(environment, new SeedStream((ulong)i), 1);
            contacts = Math.Max(contacts, data.ContactCount);
            constraints = Math.Max(constraints, *(int*)(data.Pointer + rows));
        }
        Assert.InRange(contacts, 0, model.Count("nconmax") / 2);
        Assert.InRange(constraints, 0, model.Count("njmax") / 2);
    }

    [Fact]
    public void A_hopper_starts_within_the_published_noise()
    {
        Requires.Mujoco();
        using var environment = new MujocoEnvironment(PlanarTask.HopperV5);
        Gen.ULong.Sample(seed =>
        {
            environment.Reset(new SeedStream(seed));
            var first = environment.Observe().State;
            Assert.InRange(first[0], 1.25f - 5e-3f, 1.25f + 5e-3f);
            Assert.All(first[1..], v => Assert.InRange(v, -5e-3f, 5e-3f));
        }, iter: 30, threads: 1);
    }

    [Fact]
    public void An_episode_is_truncated_at_the_limit_and_not_called_terminated()
    {
        Requires.Mujoco();
        using var environment = new MujocoEnvironment(PlanarTask.HalfCheetahV5);
        environment.Reset(new SeedStream(1));
        for (int i = 1; i <= environment.Task.StepLimit; i++)
        {
            var result = environment.Step(new float[6]);
            Assert.Equal(i == environment.Task.StepLimit, result.Truncated);
            Assert.False(result.Terminated);
        }
    }

    [Theory]
    [InlineData("hopper-v4", 1)]
    [InlineData("hopper-v5", 0)]
    public void Only_version_4_pays_the_bonus_of_the_step_that_falls(string name, double bonus)
    {
        Requires.Mujoco();
        using var environment = (MujocoEnvironment)EnvironmentCatalog.Create(name);
        environment.ResetTo([0, 1.25, 0.25, 0, 0, 0], new double[6]);
        var result = environment.Step(new float[3]);
        Assert.True(result.Terminated);
        Assert.InRange(result.Reward, bonus - 0.5, bonus + 0.5);
    }

    [Fact]
    public void Commands_beyond_the_motor_cost_more_and_do_no_more()
    {
        Requires.Mujoco();
        using var environment = new MujocoEnvironment(PlanarTask.HalfCheetahV4);
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

    [Theory]
    [InlineData("humanoid-v5", 0.4)]
    [InlineData("antmaze-umaze-v2", 30)]
    public void Full_actions_are_the_full_range_of_the_motors(string name, double range)
    {
        Requires.Mujoco();
        using var environment = (MujocoEnvironment)EnvironmentCatalog.Create(name);
        environment.Reset(new SeedStream(1));
        environment.Step(Enumerable.Repeat(1f, environment.ActionSpec.Width).ToArray());
        Assert.All(environment.Data.Ctrl.ToArray(), u => Assert.Equal(range, u, 12));
    }

    [Fact]
    public void A_state_of_another_task_is_refused()
    {
        Requires.Mujoco();
        using var walker = new MujocoEnvironment(PlanarTask.Walker2dV4);
        using var cheetah = new MujocoEnvironment(PlanarTask.HalfCheetahV4);
        var state = walker.SaveState();
        Assert.Contains("half_cheetah-v4", Assert.Throws<ForewarnException>(() => cheetah.LoadState(state)).Message);
        Assert.Throws<ForewarnException>(() => walker.LoadState(state.AsSpan(0, 5)));
        Assert.Throws<ForewarnException>(() => { walker.Step(new float[5]); });
    }

    /// <summary>Everything that random actions lead to: reward, end and observation of every step.</summary>
    internal static double[] Run(IStateEnvironment environment, SeedStream seed, int steps)
    {
        var seen = new List<double>();
        var action = new float[environment.ActionSpec.Width];
        var state = new double[environment.StateSize];
        for (int i = 0; i < steps; i++)
        {
            foreach (ref float a in action.AsSpan()) a = (float)seed.Uniform(-1, 1);
            var result = environment.Step(action);
            environment.Sense(state);
            seen.AddRange([result.Reward, result.Terminated ? 1 : 0, .. state]);
        }
        return [.. seen];
    }
}
