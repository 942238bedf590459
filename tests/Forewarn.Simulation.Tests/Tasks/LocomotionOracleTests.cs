using System.Text.Json;
using Forewarn.Simulation.MuJoCo;
using Forewarn.Simulation.Tasks.Locomotion;

namespace Forewarn.Simulation.Tests.Tasks;

/// <summary>
/// Our scenes and environments against figures a C program computed from the published models: bit by bit.
/// </summary>
public sealed class LocomotionOracleTests
{
    public static TheoryData<string> Models => ["hopper", "walker2d", "half_cheetah"];

    [Theory]
    [MemberData(nameof(Models))]
    public void The_compiled_model_has_the_published_numbers(string name)
    {
        using var oracle = Oracle($"{name}.oracle.json");
        using var model = Load(name);
        var root = oracle.RootElement;
        foreach (var count in new[] { "nq", "nv", "nu", "nbody", "njnt", "ngeom" })
            Assert.Equal(root.GetProperty(count).GetInt32(), model.Count(count));
        Assert.Equal(root.GetProperty("timestep").GetDouble(), model.TimeStep);
        AssertBits(root.GetProperty("qpos0"), model.Doubles("qpos0"));
        AssertBits(root.GetProperty("body_mass"), model.Doubles("body_mass"));
        AssertBits(root.GetProperty("ctrlrange"), model.Doubles("actuator_ctrlrange"));
        AssertBits(root.GetProperty("gear0"), model.Doubles("actuator_gear"));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Every_recorded_state_comes_out_to_the_last_bit(string name)
    {
        using var oracle = Oracle($"{name}.oracle.json");
        using var model = Load(name);
        int compared = 0;
        foreach (var rollout in oracle.RootElement.GetProperty("rollouts").EnumerateArray())
        {
            using var data = new MujocoData(model);
            double scale = rollout.GetProperty("qvel0_scale").GetDouble();
            bool sine = rollout.GetProperty("control").GetString() == "sine";
            int skip = rollout.GetProperty("frame_skip").GetInt32(), at = 0;
            for (int i = 0; i < model.Nv; i++) data.Qvel[i] = scale * Math.Sin(1.0 + i);
            data.Forward();
            foreach (var wanted in rollout.GetProperty("snapshots").EnumerateArray())
            {
                for (int step = wanted.GetProperty("step").GetInt32(); at < step; at++)
                {
                    for (int k = 0; k < model.Nu; k++) data.Ctrl[k] = sine ? Sine(at / skip, k) : 0;
                    data.Step();
                }
                AssertBits(wanted.GetProperty("qpos"), data.Qpos);
                AssertBits(wanted.GetProperty("qvel"), data.Qvel);
                if (at > 0) AssertBodySums(wanted, data);
                compared++;
            }
        }
        Assert.True(compared >= 24, $"{compared} states");
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Rewards_observations_and_health_come_out_to_the_last_bit(string name)
    {
        Requires.Mujoco();
        using var oracle = Oracle($"{name}.env.json");
        using var environment = new LocomotionEnvironment(TaskOf(name));
        using var model = Load(name);
        environment.ResetTo(model.Doubles("qpos0"),
            [.. Enumerable.Range(0, model.Nv).Select(i => 0.1 * Math.Sin(1.0 + i))]);
        var control = new double[model.Nu];
        var observation = new double[environment.StateSize];
        int unhealthy = 0;
        foreach (var wanted in oracle.RootElement.GetProperty("steps").EnumerateArray())
        {
            int e = wanted.GetProperty("e").GetInt32();
            for (int k = 0; k < control.Length; k++) control[k] = Sine(e, k);
            var result = environment.Step(control);
            // The oracle adds the bonus to the velocity in the same order, so even the sum must agree.
            Assert.Equal(wanted.GetProperty("reward").GetDouble(), result.Reward);
            Assert.Equal(wanted.GetProperty("healthy").GetBoolean(), !result.Terminated);
            if (result.Terminated) unhealthy++;
            if (!wanted.TryGetProperty("obs", out var state)) continue;
            environment.Sense(observation);
            AssertBits(state, observation);
        }
        Assert.Equal(name == "half_cheetah", unhealthy == 0);
    }

    /// <summary>Negative control: a friction of 0.9 instead of 1.9 under one foot must not pass.</summary>
    [Fact]
    public void A_slightly_different_model_is_noticed()
    {
        Requires.Mujoco();
        var xml = LocomotionEnvironment.Scene("walker2d").Replace("friction=\"1.9 0.1 0.1\"", "",
            StringComparison.Ordinal);
        using var published = Load("walker2d");
        using var altered = MujocoModel.LoadXml(xml);
        Assert.NotEqual(Roll(published), Roll(altered));

        static double[] Roll(MujocoModel model)
        {
            using var data = new MujocoData(model);
            for (int s = 0; s < 400; s++)
            {
                for (int k = 0; k < model.Nu; k++) data.Ctrl[k] = Sine(s / 4, k);
                data.Step();
            }
            return data.SaveState();
        }
    }

    private static double Sine(int step, int motor) => 0.5 * Math.Sin(0.15 * step + 0.7 * motor);

    private static void AssertBodySums(JsonElement wanted, MujocoData data)
    {
        Assert.Equal(wanted.GetProperty("ncon").GetInt32(), data.ContactCount);
        data.RnePostConstraint();
        double forces = 0, inertias = 0, velocities = 0;
        foreach (double f in data.Doubles("cfrc_ext")) forces += f * f;
        foreach (double c in data.Doubles("cinert")) inertias += Math.Abs(c);
        foreach (double v in data.Doubles("cvel")) velocities += Math.Abs(v);
        Assert.Equal(wanted.GetProperty("sum_sq_cfrc_ext").GetDouble(), forces);
        Assert.Equal(wanted.GetProperty("sum_abs_cinert").GetDouble(), inertias);
        Assert.Equal(wanted.GetProperty("sum_abs_cvel").GetDouble(), velocities);
    }

    private static void AssertBits(JsonElement wanted, ReadOnlySpan<double> found) =>
        Assert.Equal(wanted.EnumerateArray().Select(v => v.GetDouble()).ToArray(), found.ToArray());

    private static MujocoModel Load(string name)
    {
        Requires.Mujoco();
        return MujocoModel.LoadXml(LocomotionEnvironment.Scene(name), name);
    }

    private static LocomotionTask TaskOf(string name) => name switch
    {
        "hopper" => LocomotionTask.Hopper,
        "walker2d" => LocomotionTask.Walker2d,
        _ => LocomotionTask.HalfCheetah,
    };

    private static JsonDocument Oracle(string file) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Oracles", file)));
}
