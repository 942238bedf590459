using Forewarn.Core;
using Forewarn.Simulation.MuJoCo;
using Forewarn.Simulation.Tasks;
using Forewarn.Simulation.Tasks.Locomotion;
using Forewarn.Simulation.Tasks.Variants;

namespace Forewarn.Simulation.Tests.Tasks.Variants;

public sealed class SceneVariantTests
{
    [Fact]
    public void Edits_change_their_number_and_no_other()
    {
        using var published = Make();
        using var altered = Make(SceneEdit.Gear("hip", 0.5), SceneEdit.Range("knee", -1, -0.5), SceneEdit.Stiffness("ankle", 7),
            SceneEdit.Damping("ankle", 3), SceneEdit.Friction("foot", 0.25));
        int hip = altered.Model.Id(MujocoObject.Actuator, "hip"), knee = Joint("knee"), ankle = Joint("ankle");
        int foot = altered.Model.Id(MujocoObject.Geom, "foot");
        AssertOnly("actuator_gear", (6 * hip, 100));
        AssertOnly("jnt_range", (2 * knee, -1), (2 * knee + 1, -0.5));
        AssertOnly("jnt_stiffness", (ankle, 7));
        AssertOnly("dof_damping", (ankle, 3));
        AssertOnly("geom_friction", (3 * foot, 0.25));
        AssertOnly("body_mass");

        int Joint(string name) => altered.Model.Id(MujocoObject.Joint, name);

        void AssertOnly(string field, params (int At, double Value)[] changes)
        {
            var wanted = published.Model.Doubles(field).ToArray();
            foreach (var (at, value) in changes)
            {
                Assert.NotEqual(value, wanted[at]);
                wanted[at] = value;
            }
            Assert.Equal(wanted, altered.Model.Doubles(field).ToArray());
        }
    }

    /// <summary>A capsule of radius r and half length h at 1000 kg/m3.</summary>
    [Fact]
    public void Masses_follow_sizes()
    {
        using var altered = Make(SceneEdit.Size("shin", 0.03, 0.27));
        double volume = Math.PI * 0.03 * 0.03 * (2 * 0.27) + 4.0 / 3 * Math.PI * Math.Pow(0.03, 3);
        Assert.Equal(1000 * volume, altered.Model.Doubles("body_mass")[altered.Model.Id(MujocoObject.Body, "shin")], 9);
    }

    [Fact]
    public void A_motor_of_no_strength_changes_nothing_whatever_it_is_told()
    {
        using var altered = Make(SceneEdit.Gear("hip", 0));
        double[] qpos = [0, 1.25, 0, 0, 0, 0];
        altered.ResetTo(qpos, new double[6]);
        altered.Step([1f, 0, 0]);
        var pushed = altered.Data.Qpos.ToArray();
        altered.ResetTo(qpos, new double[6]);
        altered.Step([-1f, 0, 0]);
        Assert.Equal(pushed, altered.Data.Qpos.ToArray());
    }

    [Fact]
    public void A_locked_joint_stays_where_it_is_against_its_motor()
    {
        Assert.InRange(Bend(Make(SceneEdit.Lock("knee", -0.3)), -0.3), 0, 0.03);
        Assert.True(Bend(Make(), -0.3) > 0.2);

        static double Bend(MujocoEnvironment environment, double knee)
        {
            using (environment)
            {
                environment.ResetTo([0, 1.25, 0, 0, knee, 0], new double[6]);
                double most = 0;
                for (int i = 0; i < 40; i++)
                {
                    environment.Step([0, 1f, 0]);
                    most = Math.Max(most, Math.Abs(environment.Data.Qpos[4] - knee));
                }
                return most;
            }
        }
    }

    [Fact]
    public void A_state_saved_under_other_physics_is_refused()
    {
        using var published = Make();
        using var weak = Make(SceneEdit.Gear("hip", 0.5));
        using var weaker = Make(SceneEdit.Gear("hip", 0.4999999999999999));
        using var alike = Make(SceneEdit.Gear("hip", 0.5));
        alike.LoadState(weak.SaveState());
        Assert.Contains("altered", Assert.Throws<ForewarnException>(() => weak.LoadState(published.SaveState())).Message);
        Assert.Throws<ForewarnException>(() => published.LoadState(weak.SaveState()));
        Assert.Throws<ForewarnException>(() => weaker.LoadState(weak.SaveState()));
    }

    [Fact]
    public void Names_that_the_scene_lacks_are_told()
    {
        Requires.Mujoco();
        foreach (var edit in new[] { SceneEdit.Gear("wing", 1), SceneEdit.Lock("wing"), SceneEdit.Size("wing", 1), SceneEdit.Friction("wing", 1) })
        {
            var error = Assert.Throws<ForewarnException>(() => { Make(edit).Dispose(); });
            Assert.Contains("'wing'", error.Message);
        }
        Assert.Contains("without limits", Assert.Throws<ForewarnException>(() => { Make(SceneEdit.Lock("travel")).Dispose(); }).Message);
        Assert.Throws<ForewarnException>(() => SceneEdit.Range("knee", 1, 0));
        Assert.Throws<ForewarnException>(() => SceneEdit.Gear("hip", double.NaN));
    }

    private static MujocoEnvironment Make(params SceneEdit[] edits)
    {
        Requires.Mujoco();
        return new MujocoEnvironment(PlanarTask.HopperV5, edits.Length == 0 ? null : new SceneVariant("test", edits));
    }
}
