using Forewarn.Core;
using Forewarn.Simulation.Tasks;
using Forewarn.Simulation.Tasks.Locomotion;

namespace Forewarn.Simulation.Tests;

public sealed class VectorEnvironmentTests
{
    private const int Count = 5, Width = 3;

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Nothing_depends_on_the_number_of_threads(int threads)
    {
        using var one = Create(Count, 1);
        using var many = Create(Count, threads);
        Assert.Equal(Run(one, 60, 0), Run(many, 60, 0));
        Assert.Equal(one.SaveState(), many.SaveState());
    }

    [Fact]
    public void An_environment_lives_the_same_life_among_fewer_others()
    {
        using var five = Create(Count, 2);
        using var two = Create(2, 1);
        var all = Run(five, 60, 0);
        var few = Run(two, 60, 0);
        for (int t = 0; t < few.Length; t++) Assert.Equal(all[t][..2], few[t]);
    }

    [Fact]
    public void Environments_and_episodes_start_differently()
    {
        using var vector = Create(Count, 1);
        var starts = new List<string>();
        for (int episode = 0; episode < 3; episode++)
        {
            vector.Reset();
            starts.AddRange(vector.Observe().Select(o => string.Join(',', o.State)));
        }
        Assert.Equal(starts.Count, starts.Distinct().Count());
    }

    [Fact]
    public void An_ended_episode_keeps_its_last_observation_until_it_is_reset()
    {
        using var vector = Create(1, 1);
        vector.Reset();
        var results = new StepResult[1];
        int steps = 0;
        do vector.Step(new float[] { 1, -1, 1 }, results);
        while (!results[0].Terminated && ++steps < 500);
        Assert.True(vector.HasEnded(0));
        var last = vector.Observe()[0].State;
        Assert.Contains("ResetEnded",
            Assert.Throws<ForewarnException>(() => vector.Step(new float[3], results)).Message);
        Assert.Equal(last, vector.Observe()[0].State);
        vector.ResetEnded();
        Assert.NotEqual(last, vector.Observe()[0].State);
        vector.Step(new float[3], results);
    }

    [Fact]
    public void A_loaded_state_continues_through_coming_episodes()
    {
        using var original = Create(Count, 2);
        using var copy = Create(Count, 1);
        Run(original, 30, 0);
        copy.LoadState(original.SaveState());
        Assert.Equal(Run(original, 80, 30, reset: false), Run(copy, 80, 30, reset: false));
    }

    [Fact]
    public void A_failure_names_the_first_environment_whatever_the_threads()
    {
        using var vector = Create(Count, 4);
        vector.Reset();
        var actions = new float[Count * Width];
        actions[1 * Width] = actions[3 * Width] = float.NaN;
        var error = Assert.Throws<ForewarnException>(() => vector.Step(actions, new StepResult[Count]));
        Assert.StartsWith("environment 1:", error.Message, StringComparison.Ordinal);
        Assert.Contains("unstable", error.Message);
        vector.Reset();
        vector.Step(new float[Count * Width], new StepResult[Count]);
    }

    [Fact]
    public void Sizes_and_mixed_tasks_are_checked()
    {
        using var vector = Create(Count, 1);
        // Not reset yet:
        Assert.Throws<ForewarnException>(() => vector.Step(new float[Count * Width], new StepResult[Count]));
        vector.Reset();
        Assert.Throws<ForewarnException>(() => vector.Step(new float[Count * Width - 1], new StepResult[Count]));
        Assert.Throws<ForewarnException>(() => vector.LoadState([[]]));
        Assert.Throws<ForewarnException>(() => new VectorEnvironment(
            i => new MujocoEnvironment(i == 0 ? PlanarTask.HopperV4 : PlanarTask.Walker2dV4),
            2, new SeedStream(1)));
    }

    private static VectorEnvironment Create(int count, int threads)
    {
        Requires.Mujoco();
        return new VectorEnvironment(
            _ => new MujocoEnvironment(PlanarTask.HopperV4), count, new SeedStream(42), threads);
    }

    /// <summary>Rewards [steps][N]; the action of an environment depends on its number and the time only.</summary>
    private static double[][] Run(VectorEnvironment vector, int steps, int from, bool reset = true)
    {
        var actions = new float[vector.Count * Width];
        var results = new StepResult[vector.Count];
        if (reset) vector.Reset();
        return [.. Enumerable.Range(from, steps).Select(t =>
        {
            for (int i = 0; i < actions.Length; i++) actions[i] = MathF.Sin(0.2f * t + i);
            vector.ResetEnded();
            vector.Step(actions, results);
            return results.Select(r => r.Reward).ToArray();
        })];
    }
}
