using Forewarn.Core;
using Forewarn.Simulation.Misspecification;
using Forewarn.Simulation.Tasks.Control.Beam;

namespace Forewarn.Simulation.Tests.Tasks.Control;

public sealed class BeamWorldTests
{
    private static readonly BeamOptions Usual = new();

    [Fact]
    public void Its_states_continue_exactly() => EnvironmentChecks.ContinuesExactly(() => new BeamWorld());

    [Fact]
    public void It_follows_its_seed() => EnvironmentChecks.FollowsItsSeed(() => new BeamWorld());

    [Fact]
    public void It_allocates_nothing() => EnvironmentChecks.AllocatesNothing(() => new BeamWorld());

    [Fact]
    public void It_refuses_nonsense() => EnvironmentChecks.RefusesNonsense(() => new BeamWorld());

    [Fact]
    public void The_beam_earns_one_and_the_detour_nine_tenths()
    {
        using var world = new BeamWorld();
        for (ulong seed = 1; seed <= 50; seed++)
        {
            Assert.Equal(1.0, EnvironmentChecks.Play(world, new BeamCrossing(Usual), seed).Return, 0.02);
            Assert.Equal(0.92, EnvironmentChecks.Play(world, new DetourWalk(Usual), seed).Return, 0.02);
        }
    }

    [Fact]
    public void The_weak_learner_falls_where_the_expert_crosses_and_keeps_the_detour()
    {
        using var weak = Weak();
        for (ulong seed = 1; seed <= 50; seed++)
        {
            Assert.Equal(0, EnvironmentChecks.Play(weak, new BeamCrossing(Usual), seed).Return);
            Assert.InRange(EnvironmentChecks.Play(weak, new DetourWalk(Usual), seed).Return, 0.87, 0.9);
        }
    }

    /// <summary>The most a clipped learner can do on the beam, by exhaustive search over entries and one change of the lateral force.</summary>
    [Fact]
    public void No_play_of_the_weak_learner_gets_over_the_beam()
    {
        double best = 0;
        using var weak = Weak(fallEnds: true);
        var bare = (BeamWorld)weak.Inner;
        var state = new double[5];
        for (double y = -0.3; y <= 0.3; y += 0.02)
            for (double vy = -4; vy <= 4; vy += 0.1)
                for (int turn = 0; turn <= 12; turn++)
                    foreach (float first in (float[])[-1, 0, 1])
                    {
                        // Full speed ahead, a hair before the pit; the learner pushes one way and later against the wind.
                        bare.ResetTo([BeamWorld.PitFrom - 1e-9, y, BeamWorld.Forward / BeamWorld.Drag, vy, 0]);
                        for (int t = 0; t < 40; t++)
                        {
                            var result = weak.Step([1, t < turn ? first : -1]);
                            if (result.Terminated) break;
                            weak.Sense(state);
                            best = Math.Max(best, state[0]);
                        }
                    }
        Assert.InRange(best, BeamWorld.PitFrom, BeamWorld.PitTo - 1);
    }

    [Fact]
    public void A_trembling_hand_seldom_falls_from_the_detour()
    {
        using var weak = Weak();
        int arrived = Enumerable.Range(1, 200).Count(seed => EnvironmentChecks.Play(weak,
            new TremblingController(new DetourWalk(Usual), 0.25, new SeedStreams((ulong)seed).Stream("hand")), (ulong)seed).Return > 0.75);
        Assert.InRange(arrived, 195, 200);
    }

    [Fact]
    public void A_random_walk_from_the_start_never_arrives()
    {
        using var weak = Weak();
        Assert.DoesNotContain(Enumerable.Range(1, 500), seed => EnvironmentChecks.Play(weak,
            new TremblingController(new DetourWalk(Usual), 1, new SeedStreams((ulong)seed).Stream("hand")), (ulong)seed).Return > 0);
    }

    [Fact]
    public void The_fallen_lie_still_and_earn_nothing_or_end()
    {
        double[] fallen = [2, 1, 0, 0, 1];
        using var world = new BeamWorld();
        world.ResetTo(fallen);
        Assert.Equal(new StepResult(0, false, false), world.Step([1, 1]));
        var state = new double[5];
        world.Sense(state);
        Assert.Equal(fallen, state);
        using var ending = new BeamWorld(Usual with { FallEnds = true });
        ending.ResetTo([2, 0.079, 1, 1, 0]);
        Assert.Equal(new StepResult(0, true, false), ending.Step([1, 1]));
    }

    [Fact]
    public void A_goal_that_is_left_again_pays_nothing_for_arriving()
    {
        using var world = new BeamWorld();
        world.ResetTo([BeamWorld.GoalX, BeamWorld.GoalY, 0, 0, 0]);
        double sum = 0;
        for (int t = 0; t < 15; t++) sum += world.Step([1, 0]).Reward;
        Assert.InRange(sum, -0.75, -0.70);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        foreach (var wrong in new[]
        {
            Usual with { BeamHalfWidth = 0 }, Usual with { Wind = 8 }, Usual with { Wind = double.NaN },
            Usual with { BridgeFrom = 5 }, Usual with { BridgeTo = 6 },
        })
            Assert.Throws<ForewarnException>(() => new BeamWorld(wrong));
    }

    private static ClippedActions Weak(bool fallEnds = false) => new(new BeamWorld(Usual with { FallEnds = fallEnds }), 1, 0.5f);
}
