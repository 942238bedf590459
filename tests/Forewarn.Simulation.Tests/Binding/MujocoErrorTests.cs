using Forewarn.Core;
using Forewarn.Simulation.MuJoCo;

namespace Forewarn.Simulation.Tests.Binding;

/// <summary>Faults become exceptions with one clear message, and the process goes on.</summary>
public sealed class MujocoErrorTests
{
    /// <summary>Set by the parent run that checks the fallback.</summary>
    internal const string ExpectedGuard = "FOREWARN_TEST_GUARD";

    [Fact]
    public void The_expected_guard_is_at_work()
    {
        Requires.Mujoco();
        bool compiler = File.Exists("/usr/bin/cc") || File.Exists("/usr/bin/gcc");
        var wanted = Environment.GetEnvironmentVariable(ExpectedGuard) ?? (compiler ? "compiled" : "parked");
        Assert.Equal(wanted, MujocoLibrary.GuardName);
    }

    [Fact]
    public void A_native_error_is_an_exception_and_the_data_is_usable_after_a_reset()
    {
        using var world = new MujocoDataTests.World();
        for (int i = 0; i < 3; i++)
        {
            var error = Assert.Throws<ForewarnException>(() => world.Data.OverflowStack());
            Assert.Contains("MuJoCo stopped with an error", error.Message);
            Assert.Contains("Stack", error.Message);
            Assert.Contains("reset", Assert.Throws<ForewarnException>(() => world.Data.Step()).Message);
            world.Data.Reset();
            world.Data.Step();
        }
        Assert.Equal(0.001, world.Data.Time, 12);
    }

    [Fact]
    public void Errors_on_many_threads_stay_apart()
    {
        Requires.Mujoco();
        Parallel.For(0, 4, _ =>
        {
            using var world = new MujocoDataTests.World();
            using var healthy = new MujocoData(world.Model);
            Assert.Throws<ForewarnException>(() => world.Data.OverflowStack());
            healthy.Step(10);
            Assert.Equal(0.01, healthy.Time, 12);
        });
    }

    [Theory]
    [InlineData("qpos")]
    [InlineData("qvel")]
    [InlineData("ctrl")]
    [InlineData("huge")]
    public void An_unstable_simulation_is_an_exception_instead_of_a_silent_restart(string where)
    {
        using var world = new MujocoDataTests.World();
        world.Data.Step(5);
        switch (where)
        {
            case "qpos": world.Data.Qpos[0] = double.NaN; break;
            case "qvel": world.Data.Qvel[2] = double.NaN; break;
            case "ctrl": world.Data.Ctrl[0] = double.NaN; break;
            default: world.Data.QfrcApplied[2] = 1e14; break;
        }
        var error = Assert.Throws<ForewarnException>(() => world.Data.Step(3));
        Assert.Contains("unstable after t = 0.005", error.Message);
        Assert.Throws<ForewarnException>(() => world.Data.Forward());
        world.Data.Reset();
        world.Data.Step(2);
        Assert.Equal(0.002, world.Data.Time, 12);
        Assert.False(File.Exists("MUJOCO_LOG.TXT"));
    }

    [Fact]
    public void Warnings_reach_the_sink_and_a_throwing_sink_harms_nothing()
    {
        using var world = new MujocoDataTests.World();
        var heard = new List<string>();
        MujocoLibrary.WarningSink = text =>
        {
            lock (heard) heard.Add(text);
            throw new InvalidOperationException("a sink of bad manners");
        };
        try
        {
            world.Data.Qvel[0] = double.NaN;
            Assert.Throws<ForewarnException>(() => world.Data.Step());
        }
        finally
        {
            MujocoLibrary.WarningSink = null;
        }
        Assert.Contains(heard, t => t.Contains("QVEL", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void A_broken_scene_is_refused_in_MuJoCos_words_with_the_scenes_name()
    {
        Requires.Mujoco();
        var path = Path.Combine(Path.GetTempPath(), $"broken-{Guid.NewGuid():N}.xml");
        File.WriteAllText(path, "<mujoco>\n<worldbody>\n<geom type='nosuch'/>\n</worldbody></mujoco>");
        try
        {
            var error = Assert.Throws<ForewarnException>(() => MujocoModel.Load(path));
            Assert.Equal(ExitCode.Usage, error.ExitCode);
            Assert.Contains(path, error.Message);
            Assert.Contains("nosuch", error.Message);
            Assert.Contains("line", error.Message);
            Assert.DoesNotContain('\n', error.Message);
        }
        finally
        {
            File.Delete(path);
        }
        Assert.Contains("'cut'",
            Assert.Throws<ForewarnException>(() => MujocoModel.LoadXml("<mujoco><worldbody>", "cut")).Message);
        Assert.Equal(ExitCode.Usage, Assert.Throws<ForewarnException>(() => MujocoModel.Load("/no/such.xml")).ExitCode);
    }

    [Fact]
    public void An_unknown_version_is_refused_by_its_number()
    {
        var error = Assert.Throws<ForewarnException>(() => MujocoLayout.For(337));
        Assert.Equal(ExitCode.Environment, error.ExitCode);
        Assert.Contains("337", error.Message);
        Assert.Contains("222", error.Message);
    }

    [Fact]
    public void Data_outlives_the_handle_of_its_model_and_nothing_works_after_disposal()
    {
        Requires.Mujoco();
        var model = MujocoModel.LoadXml(Scenes.BallAndArm);
        var data = new MujocoData(model);
        model.Dispose();
        Assert.Throws<ObjectDisposedException>(() => model.Id(MujocoObject.Body, "ball"));
        Assert.Throws<ObjectDisposedException>(() => data.Step());
        Assert.Equal(1, data.Qpos[2]); // the native model behind it is still there
        data.Dispose();
        data.Dispose();
        Assert.Throws<ObjectDisposedException>(() => { _ = data.Qpos; });
    }

    [Fact]
    public void Disposed_simulations_give_their_memory_back()
    {
        Requires.Mujoco();
        const long Limit = 400L << 20;
        // Each simulation of this scene takes eight megabytes: 100 leaked ones would show.
        const string Big = "<mujoco><size njmax='1000' nconmax='200'/><worldbody>" +
            "<body><freejoint/><geom size='1'/></body></worldbody></mujoco>";
        Cycle(3);
        long before = Environment.WorkingSet, address = AddressSpace();
        Cycle(100);
        Assert.True(AddressSpace() - address < Limit, "address space");
        Assert.True(Environment.WorkingSet - before < Limit, "working set");

        static void Cycle(int count)
        {
            for (int i = 0; i < count; i++)
            {
                using var model = MujocoModel.LoadXml(Big);
                using var data = new MujocoData(model);
                data.Step();
            }
        }

        static long AddressSpace() => System.Diagnostics.Process.GetCurrentProcess().VirtualMemorySize64;
    }
}
