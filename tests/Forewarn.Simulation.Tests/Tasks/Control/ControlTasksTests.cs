using Forewarn.Core;
using Forewarn.Simulation.Tasks.Control;
using Forewarn.Simulation.Tasks.Control.Linear;

namespace Forewarn.Simulation.Tests.Tasks.Control;

/// <summary>Pendulum, cart-pole and the linear tasks.</summary>
public sealed class ControlTasksTests
{
    private static readonly Dictionary<string, Func<IStateEnvironment>> Tasks = new()
    {
        ["pendulum"] = () => new Pendulum(),
        ["cart_pole"] = () => new CartPole(),
        ["double_integrator"] = () => new LinearQuadratic(LinearQuadraticTask.DoubleIntegrator),
        ["orbit"] = () => new LinearQuadratic(LinearQuadraticTask.Orbit),
    };

    public static TheoryData<string> Names => [.. Tasks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void They_keep_what_every_environment_keeps(string name)
    {
        var create = Tasks[name];
        EnvironmentChecks.ContinuesExactly(create);
        EnvironmentChecks.FollowsItsSeed(create);
        EnvironmentChecks.AllocatesNothing(create);
        EnvironmentChecks.RefusesNonsense(create);
    }

    [Fact]
    public void A_state_of_another_task_is_refused()
    {
        using var one = new LinearQuadratic(LinearQuadraticTask.DoubleIntegrator);
        using var other = new LinearQuadratic(LinearQuadraticTask.Orbit);
        Assert.Contains("orbit", Assert.Throws<ForewarnException>(() => other.LoadState(one.SaveState())).Message);
    }

    [Fact]
    public void The_pendulum_pays_by_angle_speed_and_torque()
    {
        using var pendulum = new Pendulum();
        pendulum.ResetTo([Math.PI / 2, 1]);
        Assert.Equal(-(Math.PI * Math.PI / 4 + 0.1 + 0.001), pendulum.Step([0.5f]).Reward, 1e-12);
        // speed 1 + .05 (15 sin + 3), then the angle by the new speed.
        var state = new double[3];
        pendulum.Sense(state);
        Assert.Equal(1.9, state[2], 1e-12);
        Assert.Equal(Math.Cos(Math.PI / 2 + 0.095), state[0], 1e-12);
    }

    [Fact]
    public void The_pendulum_cannot_be_lifted_in_one_go()
    {
        using var pendulum = new Pendulum();
        pendulum.ResetTo([Math.PI, 0]);
        var state = new double[3];
        double highest = -1;
        for (int t = 0; t < 200; t++)
        {
            pendulum.Step([1]);
            pendulum.Sense(state);
            highest = Math.Max(highest, state[0]);
        }
        Assert.InRange(highest, -1, 0);
    }

    /// <summary>Without torque and with small steps energy would be kept; the speed limit is not reached from here.</summary>
    [Fact]
    public void The_pendulum_swings_like_one()
    {
        using var pendulum = new Pendulum();
        pendulum.ResetTo([Math.PI - 0.1, 0]);
        var state = new double[3];
        int turns = 0;
        double before = 0;
        for (int t = 0; t < 200; t++)
        {
            pendulum.Step([0]);
            pendulum.Sense(state);
            if (before < 0 && state[1] >= 0) turns++;
            before = state[1];
        }
        // Small swings have a period of 2 pi / sqrt(15) = 1.62 s: six in ten seconds.
        Assert.InRange(turns, 6, 7);
    }

    [Fact]
    public void The_swing_up_earns_what_published_learners_earn()
    {
        using var pendulum = new Pendulum();
        double[] returns = [.. Enumerable.Range(1, 60).Select(s => EnvironmentChecks.Play(pendulum, new PendulumSwingUp(), (ulong)s).Return)];
        Assert.InRange(returns.Average(), -170, -120);
        Assert.True(returns.Min() > -400, $"{returns.Min()}");
    }

    [Fact]
    public void The_pole_stands_under_linear_feedback_and_falls_without()
    {
        using var cart = new CartPole();
        var expert = CartPole.Expert;
        for (ulong seed = 1; seed <= 20; seed++)
        {
            Assert.Equal((500, 500, false), EnvironmentChecks.Play(cart, expert, seed));
            var fallen = EnvironmentChecks.Play(cart, new LinearController(new double[1, 4]), seed);
            Assert.True(fallen.Terminated && fallen.Steps < 200, $"{fallen}");
        }
    }

    /// <summary>From rest and upright a force f gives the cart f / (M + m (1/4)) in the frictionless closed form of a uniform rod.</summary>
    [Fact]
    public void The_cart_accelerates_by_the_closed_form()
    {
        using var cart = new CartPole();
        cart.ResetTo([0, 0, 0, 0]);
        cart.Step([0.5f]);
        var state = new double[4];
        cart.Sense(state);
        double turn = -(5 / 1.1) / (0.5 * (4.0 / 3 - 0.1 / 1.1)), slide = 5 / 1.1 - 0.05 * turn / 1.1;
        Assert.Equal([0, 0.02 * slide, 0, 0.02 * turn], state);
        Assert.Equal(5 / (1 + 0.1 / 4), slide, 1e-12);
    }

    [Fact]
    public void A_cart_beyond_the_track_is_over()
    {
        using var cart = new CartPole();
        cart.ResetTo([2.39, 1, 0, 0]);
        Assert.True(cart.Step([0]).Terminated);
    }

    [Fact]
    public void A_linear_task_pays_the_quadratic_form()
    {
        var task = LinearQuadraticTask.Mass("quiet", 0.1, 2, 3, 5, scale: 2);
        using var world = new LinearQuadratic(task);
        world.ResetTo([1, -2]);
        // 2 * 1 + 3 * 4 + 5 * (2 * .5)^2; then x + .1 v + .005 u and v + .1 u.
        Assert.Equal(-19, world.Step([0.5f]).Reward, 1e-12);
        var state = new double[2];
        world.Sense(state);
        Assert.Equal(0.805, state[0], 1e-12);
        Assert.Equal(-1.9, state[1], 1e-12);
    }
}
