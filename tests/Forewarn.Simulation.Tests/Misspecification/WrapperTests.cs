using CsCheck;
using Forewarn.Core;
using Forewarn.Simulation.Misspecification;
using Forewarn.Simulation.Tasks.Control;
using Forewarn.Simulation.Tasks.Control.Beam;
using Forewarn.Simulation.Tests.Tasks.Control;

namespace Forewarn.Simulation.Tests.Misspecification;

public sealed class WrapperTests
{
    private static HiddenColumns Stack()
    {
        var weak = new ScaledActions(new ClippedActions(new BeamWorld(), 1, 0.5f), 0.8f, -1);
        return new(new DelayedActions(new SafetyLayer(weak, s => s[0] > 0.8, -1, 0), 3), 2, 3);
    }

    [Fact]
    public void A_stack_continues_exactly_and_allocates_nothing()
    {
        EnvironmentChecks.ContinuesExactly(Stack);
        EnvironmentChecks.FollowsItsSeed(Stack);
        EnvironmentChecks.AllocatesNothing(Stack);
    }

    [Fact]
    public void Clipping_scaling_and_supervision_do_what_they_say()
    {
        using var bare = new BeamWorld();
        Same(new ClippedActions(new BeamWorld(), 1, 0.5f), [0.7f, -0.9f], [0.7f, -0.5f]);
        Same(new ClippedActions(new BeamWorld(), 0.25f), [0.7f, -0.9f], [0.25f, -0.25f]);
        Same(new ScaledActions(new BeamWorld(), 0.5f, 0), [0.7f, -0.9f], [0.35f, 0]);
        Same(new SafetyLayer(new BeamWorld(), _ => true, 0.1f, -0.2f), [0.7f, -0.9f], [0.1f, -0.2f]);
        Same(new SafetyLayer(new BeamWorld(), _ => false, 0.1f, -0.2f), [0.7f, -0.9f], [0.7f, -0.9f]);
        // Outer first: halved, then clipped.
        Same(new ScaledActions(new ClippedActions(new BeamWorld(), 0.3f), 0.5f), [0.7f, -0.4f], [0.3f, -0.2f]);

        void Same(IStateEnvironment changed, float[] action, float[] applied)
        {
            using (changed)
            {
                changed.Reset(new SeedStream(1));
                bare.Reset(new SeedStream(1));
                Assert.Equal(bare.Step(applied), changed.Step(action));
                Assert.Equal(bare.SaveState(), changed.SaveState());
            }
        }
    }

    [Fact]
    public void A_delay_applies_what_was_chosen_before()
    {
        using var late = new DelayedActions(new BeamWorld(), 2);
        using var bare = new BeamWorld();
        late.Reset(new SeedStream(1));
        bare.Reset(new SeedStream(1));
        float[][] chosen = [[0.1f, 0.2f], [0.3f, 0.4f], [0.5f, 0.6f], [0.7f, 0.8f]];
        float[][] applied = [[0, 0], [0, 0], [0.1f, 0.2f], [0.3f, 0.4f]];
        double[] one = new double[5], two = new double[5];
        for (int t = 0; t < 4; t++)
        {
            Assert.Equal(bare.Step(applied[t]), late.Step(chosen[t]));
            bare.Sense(one);
            late.Sense(two);
            Assert.Equal(one, two);
        }
        // A foreign state has nothing on its way; another episode forgets.
        byte[] foreign = bare.SaveState();
        late.LoadState(foreign);
        bare.Step([0, 0]);
        late.Step([1, 1]);
        bare.Sense(one);
        late.Sense(two);
        Assert.Equal(one, two);
        late.Reset(new SeedStream(1));
        bare.Reset(new SeedStream(1));
        Assert.Equal(bare.Step([0, 0]), late.Step([1, 1]));
    }

    [Fact]
    public void A_state_of_another_delay_is_refused()
    {
        using var two = new DelayedActions(new BeamWorld(), 2);
        using var three = new DelayedActions(new BeamWorld(), 3);
        two.Reset(new SeedStream(1));
        byte[] saved = two.SaveState();
        Assert.Throws<ForewarnException>(() => three.LoadState(saved));
        Assert.Throws<ForewarnException>(() => two.LoadState(saved.AsSpan(0, 10).ToArray()));
    }

    [Fact]
    public void Hidden_columns_are_gone_from_every_sense()
    {
        using var blind = new HiddenColumns(new BeamWorld(), 2, 3);
        blind.Reset(new SeedStream(1));
        blind.Step([1, 1]);
        Assert.Equal([0, 1, 4], blind.Kept);
        double[] seen = new double[3], whole = new double[5];
        blind.Sense(seen);
        blind.Inner.Sense(whole);
        Assert.Equal([whole[0], whole[1], whole[4]], seen);
        Assert.Equal([(float)whole[0], (float)whole[1], (float)whole[4]], blind.Observe().State);
        Assert.Throws<ForewarnException>(() => blind.Sense(new double[5]));
    }

    [Fact]
    public void Nonsense_is_refused()
    {
        using var pendulum = new Pendulum();
        Assert.Throws<ForewarnException>(() => new ClippedActions(pendulum, 1, 1));
        Assert.Throws<ForewarnException>(() => new ClippedActions(pendulum, -0.1f));
        Assert.Throws<ForewarnException>(() => new ScaledActions(pendulum, float.NaN));
        Assert.Throws<ForewarnException>(() => new DelayedActions(pendulum, 0));
        Assert.Throws<ForewarnException>(() => new HiddenColumns(pendulum, 3));
        Assert.Throws<ForewarnException>(() => new HiddenColumns(pendulum, 0, 1, 2));
        using var clipped = new ClippedActions(pendulum, 0.5f);
        Assert.Throws<ForewarnException>(() => clipped.Step([0, 0]));
        Assert.Throws<ForewarnException>(() => clipped.Step([float.NaN]));
    }

    /// <summary>Whatever is commanded lies in the reach, and every corner of the reach is commanded by something.</summary>
    [Fact]
    public void Reach_is_what_actions_can_do() => Gen.Select(Gen.Float[0, 1], Gen.Float[-1, 1], Gen.Float[-1, 1]).Sample((limit, factor, action) =>
    {
        using var stack = new ScaledActions(new ClippedActions(new Pendulum(), limit), factor);
        float[] low = [-1], high = [1], half = [0], applied = [0];
        stack.Reach(low, high);
        ((AppliedActions)stack.Inner).Reach(low, high);
        float Applied(float a)
        {
            stack.Apply([a], half);
            ((AppliedActions)stack.Inner).Apply(half, applied);
            return applied[0];
        }
        Assert.InRange(Applied(action), low[0], high[0]);
        Assert.Equal(low[0], Math.Min(Applied(-1), Applied(1)));
        Assert.Equal(high[0], Math.Max(Applied(-1), Applied(1)));
    }, iter: 200);
}
