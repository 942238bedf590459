using Forewarn.Core;
using Forewarn.Simulation.Misspecification;
using Forewarn.Simulation.Tasks.Control.Beam;
using Forewarn.Simulation.Tasks.Control.Linear;

namespace Forewarn.Simulation.Tests.Misspecification;

/// <summary>Certificates against what is known of experts that were written down.</summary>
public sealed class RealizabilityTests
{
    private static readonly Record Beam = Play(new BeamWorld(), new BeamCrossing(new BeamOptions()), 3);

    private static readonly LinearQuadraticTask Pushed = LinearQuadraticTask.DoubleIntegrator;

    private static readonly Record Mass = Play(new LinearQuadratic(Pushed), Riccati.Solve(Pushed).Controller(Pushed), 2);

    [Fact]
    public void The_weak_learner_cannot_do_what_the_beam_needs()
    {
        using var weak = new ClippedActions(new BeamWorld(), 1, 0.5f);
        var certificate = Realizability.OfActions("lateral force up to .5", weak, Beam.Actions);
        // On the beam .9 is needed: about 14 steps of 100.
        Assert.False(certificate.IsRealizable);
        Assert.InRange(certificate.Largest, 0.39, 0.51);
        Assert.InRange(certificate.ShareAbove, 0.1, 0.2);
        Assert.Equal(certificate.ShareAbove, Beam.Actions.Where((a, i) => i % 2 == 1 && Math.Abs(a) > 0.51f).Count() / 300.0, 1e-9);
        Assert.Contains("not realizable", certificate.ToString());
    }

    [Fact]
    public void A_strong_enough_learner_can()
    {
        using var strong = new ScaledActions(new BeamWorld(), 1, -1);
        var certificate = Realizability.OfActions("a motor turned around", strong, Beam.Actions);
        Assert.True(certificate.IsRealizable);
        Assert.Equal(0, certificate.Largest);
    }

    [Fact]
    public void A_supervisor_counts_only_where_it_takes_over()
    {
        using var watched = new SafetyLayer(new BeamWorld(), s => s[0] is > 1 and < 3.5, 0, 0);
        var certificate = Realizability.OfActions("no motors over the pit", watched, Beam.Actions, i => Beam.Snapshots[i]);
        int over = Enumerable.Range(0, 300).Count(i => Beam.States[i * 5] is > 1 and < 3.5f);
        Assert.Equal(over / 300.0, certificate.ShareAbove, 1e-9);
        Assert.True(certificate.Largest >= 1);
    }

    [Fact]
    public void Without_speeds_the_mass_cannot_be_damped_and_with_everything_it_can()
    {
        var blind = Realizability.OfObservations("no speeds", [0], 2, Mass.States, Mass.Actions);
        var seeing = Realizability.OfObservations("everything", [0, 1], 2, Mass.States, Mass.Actions);
        Assert.True(seeing.IsRealizable);
        Assert.Equal(0, seeing.Largest);
        Assert.False(blind.IsRealizable);
        Assert.InRange(blind.ShareAbove, 0.3, 1);
    }

    /// <summary>Two states that look alike and need opposite actions: half their difference, whatever the policy.</summary>
    [Fact]
    public void States_that_look_alike_cost_half_their_difference()
    {
        float[] states = [0, -1, 0, 1, 5, 0], actions = [-0.6f, 0.8f, 0.1f];
        var certificate = Realizability.OfObservations("one column", [0], 2, states, actions);
        Assert.Equal(0.7, certificate.Largest, 1e-6);
        Assert.Equal(2.0 / 3, certificate.ShareAbove, 1e-9);
    }

    [Fact]
    public void A_delay_is_no_obstacle_at_zero_and_grows()
    {
        RealizabilityCertificate At(int k) => Realizability.OfDelay($"delay {k}", k, Mass.Starts, 2, Mass.States, Mass.Actions);
        Assert.True(At(0).IsRealizable);
        Assert.False(At(2).IsRealizable);
        Assert.True(At(8).Mean > At(2).Mean);
        // The first action of an episode is lost to any delay.
        Assert.True(At(1).Largest >= Math.Abs(Mass.Actions[0]) - 1e-6);
    }

    [Fact]
    public void Affine_policies_hold_a_linear_expert_and_not_the_beams()
    {
        // Clamped actions are not linear: only the free ones are kept.
        int[] free = [.. Enumerable.Range(0, Mass.Actions.Length).Where(i => Math.Abs(Mass.Actions[i]) < 1)];
        float[] states = [.. free.SelectMany(i => Mass.States[(2 * i)..(2 * i + 2)])], actions = [.. free.Select(i => Mass.Actions[i])];
        Assert.True(Realizability.OfAffinePolicies("linear", 2, states, actions).IsRealizable);
        var beam = Realizability.OfAffinePolicies("linear", 5, Beam.States, Beam.Actions);
        Assert.False(beam.IsRealizable);
        Assert.True(beam.Mean > 0.1, beam.ToString());
    }

    [Fact]
    public void The_affine_residual_is_the_least_one()
    {
        // a = |x| on -1, 0, 1: the best line is the constant 2/3.
        var certificate = Realizability.OfAffinePolicies("linear", 1, [-1, 0, 1], [1, 0, 1]);
        Assert.Equal(Math.Sqrt(2.0 / 9), certificate.Mean, 1e-6);
        Assert.Equal(2.0 / 3, certificate.Largest, 1e-6);
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_refused()
    {
        using var world = new BeamWorld();
        Assert.Throws<ForewarnException>(() => Realizability.OfActions("odd", world, new float[3]));
        Assert.Throws<ForewarnException>(() => Realizability.OfObservations("odd", [0], 2, new float[5], new float[2]));
    }

    private static Record Play(IStateEnvironment world, IController expert, int episodes)
    {
        using var environment = world;
        List<float> states = [], actions = [];
        List<byte[]> snapshots = [];
        List<int> starts = [];
        var state = new double[environment.StateSize];
        var action = new float[environment.ActionSpec.Width];
        for (int e = 0; e < episodes; e++)
        {
            environment.Reset(new SeedStream((ulong)e));
            starts.Add(snapshots.Count);
            for (bool over = false; !over;)
            {
                environment.Sense(state);
                expert.Act(state, action);
                snapshots.Add(environment.SaveState());
                states.AddRange(state.Select(s => (float)s));
                actions.AddRange(action);
                var result = environment.Step(action);
                over = result.Terminated || result.Truncated;
            }
        }
        return new([.. states], [.. actions], [.. snapshots], [.. starts]);
    }

    private sealed record Record(float[] States, float[] Actions, byte[][] Snapshots, int[] Starts);
}
