using System.Text.Json;
using Forewarn.Simulation.MuJoCo;
using Forewarn.Simulation.Tasks;
using Forewarn.Simulation.Tasks.Locomotion;
using Forewarn.Simulation.Tasks.Variants;

namespace Forewarn.Simulation.Tests.Tasks;

/// <summary>Our scenes against figures that a C program computed from the published models: bit by bit.</summary>
public sealed class SceneOracleTests
{
    private const string EqualFeet = "walker2d_v5";

    public static TheoryData<string> Scenes =>
        ["hopper", "walker2d", EqualFeet, "half_cheetah", "ant", "humanoid", "ant_maze", "ball_in_cup", "cheetah_run", "humanoid_walk"];

    [Theory]
    [MemberData(nameof(Scenes))]
    public void The_compiled_model_has_the_published_numbers(string scene)
    {
        using var oracle = Oracle.Read($"{scene}.oracle.json");
        using var model = Load(scene);
        var root = oracle.RootElement;
        foreach (var count in new[] { "nq", "nv", "nu", "nbody", "njnt", "ngeom" })
            Assert.Equal(root.GetProperty(count).GetInt32(), model.Count(count));
        Assert.Equal(root.GetProperty("timestep").GetDouble(), model.TimeStep);
        Oracle.AssertBits(root.GetProperty("qpos0"), model.Doubles("qpos0"));
        Oracle.AssertBits(root.GetProperty("body_mass"), model.Doubles("body_mass"));
        Oracle.AssertBits(root.GetProperty("ctrlrange"), model.Doubles("actuator_ctrlrange"));
        Oracle.AssertBits(root.GetProperty("gear0"), model.Doubles("actuator_gear"));
    }

    [Theory]
    [MemberData(nameof(Scenes))]
    public void Every_recorded_state_comes_out_to_the_last_bit(string scene)
    {
        using var oracle = Oracle.Read($"{scene}.oracle.json");
        using var model = Load(scene);
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
                    if (sine) Oracle.Sine(model, at / skip, data.Ctrl);
                    data.Step();
                }
                Oracle.AssertBits(wanted.GetProperty("qpos"), data.Qpos);
                Oracle.AssertBits(wanted.GetProperty("qvel"), data.Qvel);
                if (at > 0) AssertBodySums(wanted, data);
                compared++;
            }
        }
        Assert.True(compared >= 16, $"{compared} states");
    }

    /// <summary>Negative control: a friction of 0.9 instead of 1.9 under one foot must not pass.</summary>
    [Fact]
    public void A_slightly_different_model_is_noticed()
    {
        using var version4 = Load("walker2d");
        using var version5 = Load(EqualFeet);
        Assert.NotEqual(Roll(version4), Roll(version5));

        static double[] Roll(MujocoModel model)
        {
            using var data = new MujocoData(model);
            for (int s = 0; s < 400; s++)
            {
                Oracle.Sine(model, s / 4, data.Ctrl);
                data.Step();
            }
            return data.SaveState();
        }
    }

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

    private static MujocoModel Load(string scene)
    {
        Requires.Mujoco();
        return scene == EqualFeet
            ? SceneVariant.Load(scene, SceneText.Of("walker2d"), PlanarTask.Walker2dV5.Edits)
            : MujocoModel.LoadXml(SceneText.Of(scene), scene);
    }
}
