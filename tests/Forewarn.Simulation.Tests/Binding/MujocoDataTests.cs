using Forewarn.Core;
using Forewarn.Simulation.MuJoCo;

namespace Forewarn.Simulation.Tests.Binding;

/// <summary>What comes through the binding, against closed forms.</summary>
public sealed class MujocoDataTests
{
    [Fact]
    public void A_ball_falls_as_semi_implicit_Euler_says()
    {
        using var world = new World();
        const int Steps = 200;
        const double Dt = 0.001, Gravity = 10;
        world.Data.Step(Steps);
        Assert.Equal(1 - Gravity * Dt * Dt * Steps * (Steps + 1) / 2, world.Data.Qpos[2], 12);
        Assert.Equal(-Gravity * Dt * Steps, world.Data.Qvel[2], 12);
        Assert.Equal(Steps * Dt, world.Data.Time, 12);
    }

    [Fact]
    public void A_motor_turns_the_arm_by_gear_times_control_over_inertia()
    {
        using var world = new World();
        int body = world.Model.Id(MujocoObject.Body, "arm");
        // A capsule's inertia about its end: about its center, plus mass times the squared distance.
        double inertia = world.Model.Doubles("body_inertia")[3 * body] + 0.25 * 0.25;
        world.Data.Ctrl[0] = 0.3;
        world.Data.Step();
        Assert.Equal(2 * 0.3 / inertia * world.Model.TimeStep, world.Data.Qvel[6], 9);
    }

    [Fact]
    public void Site_pose_and_Jacobian_follow_the_joint()
    {
        using var world = new World();
        var (model, data) = (world.Model, world.Data);
        int tip = model.Id(MujocoObject.Site, "tip");
        double[] linear = new double[3 * model.Nv], angular = new double[3 * model.Nv];
        foreach (double angle in new[] { 0.0, 0.4, -1.3 })
        {
            data.Qpos[7] = angle;
            data.Kinematics();
            data.ComPos();
            double[] wanted = [2 + 0.5 * Math.Cos(angle), 0.5 * Math.Sin(angle), 1];
            for (int i = 0; i < 3; i++) Assert.Equal(wanted[i], data.SiteXpos(tip)[i], 12);
            Assert.Equal(-Math.Sin(angle), data.SiteXmat(tip)[1], 12);
            data.SiteJacobian(tip, linear, angular);
            Assert.Equal(-0.5 * Math.Sin(angle), linear[6], 12);
            Assert.Equal(0.5 * Math.Cos(angle), linear[model.Nv + 6], 12);
            Assert.Equal(1, angular[2 * model.Nv + 6], 12);
            Assert.Equal(0, linear[0], 12); // the ball does not move the tip
        }
    }

    [Fact]
    public void Applied_bias_forces_cancel_gravity()
    {
        using var world = new World();
        for (int i = 0; i < 100; i++)
        {
            world.Data.Forward();
            world.Data.QfrcBias.CopyTo(world.Data.QfrcApplied);
            world.Data.Step();
        }
        Assert.Equal(1, world.Data.Qpos[2], 12);
    }

    [Fact]
    public void A_ball_at_rest_touches_the_floor_with_its_weight()
    {
        using var world = new World();
        world.Data.Qpos[2] = 0.25;
        world.Data.Step(3000);
        Assert.Equal(1, world.Data.ContactCount);
        Assert.Equal((world.Model.Id(MujocoObject.Geom, "floor"), world.Model.Id(MujocoObject.Geom, "ball")),
            world.Data.ContactGeoms(0));
        var force = new double[6];
        world.Data.ContactForce(0, force);
        Assert.Equal(10, force[0], 3);
        world.Data.RnePostConstraint();
        int ball = world.Model.Id(MujocoObject.Body, "ball");
        Assert.Equal(10, world.Data.Doubles("cfrc_ext")[6 * ball + 5], 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => world.Data.ContactGeoms(1));
    }

    [Fact]
    public void Fields_are_found_by_name_with_their_own_length_and_type()
    {
        using var world = new World();
        Assert.Equal(world.Model.Ngeom * 3, world.Model.Doubles("geom_friction").Length);
        Assert.Equal([0, 1, 2], world.Model.Ints("geom_bodyid").ToArray());
        Assert.Equal([1f, 0f, 0f, 1f], world.Model.Floats("geom_rgba").Slice(4, 4).ToArray());
        Assert.Equal(world.Model.Nbody * 6, world.Data.Doubles("cfrc_ext").Length);
        Assert.Contains("geom_bodyid",
            Assert.Throws<ForewarnException>(() => { world.Model.Doubles("geom_bodyid"); }).Message);
        Assert.Contains("no_such", Assert.Throws<ForewarnException>(() => { world.Data.Doubles("no_such"); }).Message);
    }

    [Fact]
    public void Names_and_numbers_agree_and_a_wrong_name_lists_the_right_ones()
    {
        using var world = new World();
        for (int i = 0; i < world.Model.Nbody; i++)
            Assert.Equal(i, world.Model.Id(MujocoObject.Body, world.Model.Name(MujocoObject.Body, i)!));
        Assert.Null(world.Model.Name(MujocoObject.Body, world.Model.Nbody));
        Assert.Null(world.Model.Name(MujocoObject.Body, -1));
        var error = Assert.Throws<ForewarnException>(() => world.Model.Id(MujocoObject.Geom, "flor"));
        Assert.Contains("floor, ball, link", error.Message);
        Assert.Contains("'flor'", error.Message);
    }

    [Fact]
    public void Every_body_pose_is_within_reach_and_no_other()
    {
        using var world = new World();
        world.Data.Forward();
        Assert.Equal([0.0, 1, 1], world.Data.Xpos(1).ToArray());
        Assert.Equal([1.0, 0, 0, 0], world.Data.Xquat(2).ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => { world.Data.Xpos(3); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { world.Data.SiteXpos(-1); });
    }

    internal sealed class World : IDisposable
    {
        public World()
        {
            Requires.Mujoco();
            Model = MujocoModel.LoadXml(Scenes.BallAndArm);
            Data = new MujocoData(Model);
        }

        public MujocoModel Model { get; }

        public MujocoData Data { get; }

        public void Dispose()
        {
            Data.Dispose();
            Model.Dispose();
        }
    }
}
