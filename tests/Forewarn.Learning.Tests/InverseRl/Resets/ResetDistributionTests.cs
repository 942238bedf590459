using Forewarn.Core;
using Forewarn.Learning.Imitation;
using Forewarn.Learning.InverseRl.Resets;
using Forewarn.Learning.Reinforcement;
using Xunit;

namespace Forewarn.Learning.Tests.InverseRl.Resets;

public class ResetDistributionTests
{
    private static readonly SeedStreams Seeds = new(7);

    [Fact]
    public void Recorded_states_are_met_exactly_with_their_clock()
    {
        var set = Line.Walks(5, 11);
        var resets = new RecordedStates(set);
        var environment = new LineEnvironment();
        var met = new HashSet<(float, int)>();
        for (int i = 0; i < 400; i++)
        {
            Assert.Equal(0, resets.Reset(environment, Seeds.Stream("reset", i)));
            met.Add(((float)environment.X, environment.Steps));
        }
        var recorded = Enumerable.Range(0, set.Count).Select(i => (set.States[i], i < 5 ? i : i - 5)).ToHashSet();
        Assert.Equal(recorded, met);
    }

    [Fact]
    public void Episodes_are_drawn_before_times_so_that_short_ones_count_as_much()
    {
        var resets = new RecordedStates(Line.Walks(1, 15));
        var environment = new LineEnvironment();
        int first = 0;
        for (int i = 0; i < 2000; i++)
        {
            resets.Reset(environment, Seeds.Stream("reset", i));
            first += environment.Steps == 0 ? 1 : 0;
        }
        // One half from the single state of the first episode, 1/30 from the other's start; five deviations wide.
        Assert.InRange(first / 2000.0, 0.533 - 0.056, 0.533 + 0.056);
    }

    [Fact]
    public void Sets_without_saved_states_are_refused()
    {
        var set = new TransitionSet(1, 1, [0], [0], [0], [0], [1], [0], []);
        Assert.Contains("without saved environment states", Assert.Throws<ForewarnException>(() => new RecordedStates(set)).Message);
    }

    [Fact]
    public void A_roll_in_stops_at_a_uniform_time_and_says_what_it_took()
    {
        var resets = new PolicyRollIn(new Line.Constant(0.2f), 20);
        var environment = new LineEnvironment();
        var times = new int[20];
        for (int i = 0; i < 4000; i++)
        {
            int taken = resets.Reset(environment, Seeds.Stream("reset", i));
            Assert.Equal(environment.Steps, taken);
            times[taken]++;
        }
        Assert.All(times, t => Assert.InRange(t, 200 - 5 * 14, 200 + 5 * 14));
    }

    [Fact]
    public void A_roll_in_that_always_falls_comes_to_an_end()
    {
        var resets = new PolicyRollIn(new Line.Constant(1), 1000);
        var environment = new LineEnvironment(1000);
        for (int i = 0; i < 100; i++)
        {
            int taken = resets.Reset(environment, Seeds.Stream("reset", i));
            Assert.InRange(environment.Steps, 0, 21);
            Assert.InRange(taken, 0, 21 * 8);
        }
    }

    [Fact]
    public void A_mixture_keeps_its_weights()
    {
        var environment = new LineEnvironment();
        var set = Line.Walks(9);
        var resets = MixedResets.With(0.25, new RecordedStates(set));
        int recorded = 0;
        for (int i = 0; i < 4000; i++)
        {
            resets.Reset(environment, Seeds.Stream("reset", i));
            recorded += environment.Steps > 0 ? 1 : 0;
        }
        // Eight of the nine recorded states are not a start.
        Assert.InRange(recorded / 4000.0, 0.222 - 0.033, 0.222 + 0.033);
        Assert.Throws<ForewarnException>(() => new MixedResets((0, new StartStates())));
        Assert.Throws<ForewarnException>(() => new MixedResets((-1, new StartStates()), (2, new StartStates())));
    }
}
