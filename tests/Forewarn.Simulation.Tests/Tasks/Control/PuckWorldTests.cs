using Forewarn.Core;
using Forewarn.Simulation.Tasks.Control.Puck;

namespace Forewarn.Simulation.Tests.Tasks.Control;

public sealed class PuckWorldTests
{
    [Fact]
    public void Its_states_continue_exactly() => EnvironmentChecks.ContinuesExactly(() => new PuckWorld());

    [Fact]
    public void It_follows_its_seed() => EnvironmentChecks.FollowsItsSeed(() => new PuckWorld());

    [Fact]
    public void It_allocates_nothing() => EnvironmentChecks.AllocatesNothing(() => new PuckWorld());

    [Fact]
    public void It_refuses_nonsense() => EnvironmentChecks.RefusesNonsense(() => new PuckWorld());

    [Fact]
    public void Without_force_the_speed_falls_by_the_drag_and_the_walls_stop()
    {
        using var world = new PuckWorld();
        var state = new double[4];
        world.ResetTo([-1, 0, 2, -0.5]);
        world.Step([0, 0]);
        world.Sense(state);
        Assert.Equal(2 * 0.98, state[2], 1e-12);
        Assert.Equal(-1 + 0.1 * 2 * 0.98, state[0], 1e-12);
        for (int t = 0; t < 50; t++) world.Step([1, 0]);
        world.Sense(state);
        Assert.Equal((PuckWorld.Wall, 0.0), (state[0], state[2]));
    }

    [Fact]
    public void A_heavier_puck_gains_less_speed_and_the_wind_pushes()
    {
        var state = new double[4];
        using var heavy = new PuckWorld(new PuckOptions { Mass = 2, Wind = -0.5 });
        heavy.ResetTo([0, 0, 0, 0]);
        heavy.Step([1, 1]);
        heavy.Sense(state);
        Assert.Equal(0.025, state[2], 1e-12);
        Assert.Equal(0.05, state[3], 1e-12);
    }

    [Fact]
    public void All_episodes_have_sixty_steps_and_pay_at_most_one_each()
    {
        using var world = new PuckWorld();
        for (ulong seed = 1; seed <= 20; seed++)
        {
            world.Reset(new SeedStream(seed));
            var noise = new SeedStream(seed).Child("actions");
            int steps = 0;
            for (bool over = false; !over; steps++)
            {
                var result = world.Step([(float)noise.Uniform(-1, 1), (float)noise.Uniform(-1, 1)]);
                Assert.InRange(result.Reward, 0, 1);
                Assert.False(result.Terminated);
                over = result.Truncated;
            }
            Assert.Equal(60, steps);
        }
        Assert.Equal(1, PuckWorld.Closeness(0, 0));
        Assert.Equal(1, PuckWorld.Closeness(0.1, 0.1));
        Assert.Equal(0.5, PuckWorld.Closeness(0, -0.45), 1e-12);
        Assert.Equal(0, PuckWorld.Closeness(0.6, 0.6));
    }

    [Fact]
    public void Physics_out_of_range_are_refused()
    {
        foreach (var bad in new PuckOptions[] { new() { Mass = 0 }, new() { Drag = -1 }, new() { Wind = 1 } })
            Assert.Throws<ForewarnException>(() => new PuckWorld(bad));
    }
}
