using System.Text.Json;
using Forewarn.Simulation.Tasks;

namespace Forewarn.Simulation.Tests.Tasks;

/// <summary>Rewards, ends and observations against a C program that was written from the published definitions.</summary>
public sealed class RewardOracleTests
{
    [Theory]
    [InlineData("hopper-v4", true)]
    [InlineData("hopper-v5", true)]
    [InlineData("walker2d-v4", true)]
    [InlineData("walker2d-v5", true)]
    [InlineData("half_cheetah-v4", false)]
    [InlineData("ant-v4", false)]
    [InlineData("ant-v5", false)]
    [InlineData("humanoid-v4", true)]
    [InlineData("humanoid-v5", true)]
    public void Walkers_are_paid_and_see_the_same_to_the_last_bit(string name, bool falls)
    {
        using var oracle = Oracle.Read($"{name}.env.json");
        using var environment = Make(name);
        double[] qvel = [.. Enumerable.Range(0, environment.Model.Nv).Select(i => 0.1 * Math.Sin(1.0 + i))];
        environment.ResetTo(environment.Model.Doubles("qpos0"), qvel);
        Assert.Equal(falls, Follow(environment, oracle.RootElement));
    }

    [Theory]
    [InlineData("ball_in_cup-catch")]
    [InlineData("cheetah-run")]
    [InlineData("humanoid-walk")]
    public void Control_tasks_are_paid_and_see_the_same(string name)
    {
        using var oracle = Oracle.Read($"{name}.env.json");
        using var environment = Make(name);
        int rollouts = 0;
        foreach (var rollout in oracle.RootElement.GetProperty("rollouts").EnumerateArray())
        {
            environment.ResetTo(Oracle.Numbers(rollout.GetProperty("qpos0")), Oracle.Numbers(rollout.GetProperty("qvel0")));
            Assert.False(Follow(environment, rollout, digits: 13));
            rollouts++;
        }
        Assert.Equal(2, rollouts);
    }

    /// <summary>Rewards agree to the last bit, or to so many digits; returns whether the episode was ever over.</summary>
    private static bool Follow(MujocoEnvironment environment, JsonElement wanted, int? digits = null)
    {
        var control = new double[environment.Model.Nu];
        var observation = new double[environment.StateSize];
        bool ended = false;
        int compared = 0;
        foreach (var step in wanted.GetProperty("steps").EnumerateArray())
        {
            Oracle.Sine(environment.Model, step.GetProperty("e").GetInt32(), control);
            var result = environment.Step(control);
            double reward = step.GetProperty("reward").GetDouble();
            if (digits is { } places) Assert.Equal(reward, result.Reward, places);
            else Assert.Equal(reward, result.Reward);
            if (step.TryGetProperty("healthy", out var healthy)) Assert.Equal(healthy.GetBoolean(), !result.Terminated);
            ended |= result.Terminated;
            if (!step.TryGetProperty("obs", out var state)) continue;
            environment.Sense(observation);
            if (digits is null) Oracle.AssertBits(state, observation);
            else Assert.All(Oracle.Numbers(state).Zip(observation), pair => Assert.Equal(pair.First, pair.Second, 13));
            compared++;
        }
        Assert.True(compared >= 2, $"{compared} observations");
        return ended;
    }

    private static MujocoEnvironment Make(string name)
    {
        Requires.Mujoco();
        return (MujocoEnvironment)EnvironmentCatalog.Create(name);
    }
}
