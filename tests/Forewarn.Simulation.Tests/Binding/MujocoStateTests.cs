using CsCheck;
using Forewarn.Core;
using Forewarn.Simulation.MuJoCo;

namespace Forewarn.Simulation.Tests.Binding;

/// <summary>A saved state goes on bit-exactly, contacts and all.</summary>
public sealed class MujocoStateTests
{
    [Fact]
    public void A_loaded_state_continues_like_the_original()
    {
        Requires.Mujoco();
        using var model = MujocoModel.LoadXml(Scenes.Pile);
        Gen.Select(Gen.Int[1, 300], Gen.Int[1, 100], Gen.ULong).Sample((before, after, seed) =>
        {
            using var original = new MujocoData(model);
            using var copy = new MujocoData(model);
            copy.Step(17); // traces of another life must not show
            Drive(original, new SeedStream(seed), before);
            var state = original.SaveState();
            copy.LoadState(state);
            Assert.Equal(state, copy.SaveState());
            Drive(original, new SeedStream(seed, 1000), after);
            Drive(copy, new SeedStream(seed, 1000), after);
            Assert.Equal(original.SaveState(), copy.SaveState());
        }, iter: 25, threads: 1);
    }

    [Fact]
    public void A_copied_state_continues_like_the_original()
    {
        Requires.Mujoco();
        using var model = MujocoModel.LoadXml(Scenes.Pile);
        using var original = new MujocoData(model);
        using var copy = new MujocoData(model);
        Drive(original, new SeedStream(5), 200);
        original.CopyStateTo(copy);
        Drive(original, new SeedStream(6), 200);
        Drive(copy, new SeedStream(6), 200);
        Assert.Equal(original.SaveState(), copy.SaveState());
    }

    /// <summary>
    /// Negative control: the tests above would pass vacuously on a scene that ignores the warm start.
    /// </summary>
    [Fact]
    public void Without_the_warm_start_the_continuation_differs()
    {
        Requires.Mujoco();
        using var model = MujocoModel.LoadXml(Scenes.Pile);
        using var original = new MujocoData(model);
        using var copy = new MujocoData(model);
        Drive(original, new SeedStream(5), 200);
        original.CopyStateTo(copy);
        copy.QaccWarmstart.Clear();
        Drive(original, new SeedStream(6), 200);
        Drive(copy, new SeedStream(6), 200);
        Assert.NotEqual(original.SaveState(), copy.SaveState());
    }

    [Fact]
    public void The_same_controls_give_the_same_states_on_any_thread()
    {
        Requires.Mujoco();
        using var model = MujocoModel.LoadXml(Scenes.Pile);
        var states = new double[4][];
        Parallel.For(0, states.Length, i =>
        {
            using var data = new MujocoData(model);
            Drive(data, new SeedStream(9), 300);
            states[i] = data.SaveState();
        });
        Assert.All(states, s => Assert.Equal(states[0], s));
    }

    [Fact]
    public void A_state_of_another_size_or_model_is_refused()
    {
        Requires.Mujoco();
        using var model = MujocoModel.LoadXml(Scenes.Pile);
        using var other = MujocoModel.LoadXml(Scenes.BallAndArm);
        using var data = new MujocoData(model);
        using var stranger = new MujocoData(other);
        Assert.Throws<ForewarnException>(() => data.LoadState(new double[data.StateSize + 1]));
        Assert.Throws<ForewarnException>(() => data.CopyStateTo(stranger));
    }

    private static void Drive(MujocoData data, SeedStream seed, int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            data.Ctrl[0] = seed.Uniform(-1, 1);
            data.QfrcApplied[0] = seed.Uniform(-3, 3);
            data.Step();
        }
    }
}
