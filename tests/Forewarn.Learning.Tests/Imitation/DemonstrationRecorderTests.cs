using Forewarn.Core;
using Forewarn.Learning.Imitation;
using Forewarn.Learning.Tests.InverseRl;
using Xunit;

namespace Forewarn.Learning.Tests.Imitation;

public sealed class DemonstrationRecorderTests
{
    private static readonly Line.Constant Slow = new(0.25f);

    [Fact]
    public void Every_step_can_be_taken_again_from_its_exact_state()
    {
        var (set, returns) = Record(new() { Episodes = 3, Tremble = 0.4 });
        var environment = new LineEnvironment();
        double earned = 0;
        for (int i = 0; i < set.Count; i++)
        {
            environment.LoadState(set.Snapshot(i));
            Assert.Equal((float)environment.X, set.States[i]);
            var result = environment.Step(set.Actions.Slice(i, 1));
            Assert.Equal((float)environment.X, set.NextStates[i]);
            Assert.Equal((float)result.Reward, set.Rewards[i]);
            earned += result.Reward;
        }
        Assert.Equal(returns.Sum(), earned, 6);
        Assert.Equal(60, set.Count);
        Assert.Equal([0, 20, 40], set.Starts);
    }

    [Fact]
    public void Without_tremble_the_policy_acts_and_with_it_the_hand_does()
    {
        Assert.All(Record(new() { Transitions = 30 }).Set.Actions.ToArray(), a => Assert.Equal(0.25f, a));
        float[] wild = Record(new() { Transitions = 2000, Tremble = 1 }).Set.Actions.ToArray();
        // Uniform on [-1, 1]: mean 0 and variance 1/3, each within five deviations of 2000 draws.
        Assert.InRange(wild.Average(), -0.065, 0.065);
        Assert.InRange(wild.Average(a => (double)a * a), 0.30, 0.367);
        int changed = Record(new() { Transitions = 2000, Tremble = 0.3 }).Set.Actions.ToArray().Count(a => a != 0.25f);
        Assert.InRange(changed, 600 - 103, 600 + 103);
    }

    [Fact]
    public void A_longer_set_begins_with_the_shorter_one()
    {
        var longer = Record(new() { Transitions = 70, Tremble = 0.5, Seed = 3 }).Set;
        var shorter = Record(new() { Transitions = 33, Tremble = 0.5, Seed = 3 }).Set;
        Assert.Equal(shorter.Actions.ToArray(), longer.Actions[..33].ToArray());
        Assert.NotEqual(shorter.Actions.ToArray(), Record(new() { Transitions = 33, Tremble = 0.5, Seed = 4 }).Set.Actions.ToArray());
    }

    [Fact]
    public void Short_episodes_are_left_out_unless_wanted()
    {
        // 0.1 x 21 steps from at most 0.1 brings the point over the edge before step 25, always.
        var fast = new Line.Constant(1);
        var fault = Assert.Throws<ForewarnException>(() => DemonstrationRecorder.Record(
            fast, new LineEnvironment(25), new() { Episodes = 1, Patience = 4 }));
        Assert.Contains("4 episodes in a row", fault.Message, StringComparison.Ordinal);
        var (set, returns) = DemonstrationRecorder.Record(fast, new LineEnvironment(25), new() { Episodes = 2, WholeEpisodes = false });
        Assert.Equal(2, returns.Count);
        Assert.Equal(2, set.Continues.Count(0f));
        Assert.Equal(0f, set.Continues[^1]);
    }

    [Fact]
    public void Episodes_that_were_left_out_leave_no_trace()
    {
        // The point drifts to 1.8 on average, give or take 0.4: some episodes fall off the line at 2 and some do not.
        var drifting = new Line.Constant(0.6f);
        var environment = new LineEnvironment(60);
        var all = DemonstrationRecorder.Record(drifting, environment, new() { Episodes = 40, Tremble = 0.5, WholeEpisodes = false }).Set;
        var lengths = Enumerable.Range(0, 40).Select(all.LengthOf).ToArray();
        int kept = lengths.Where((n, e) => n == 60 && all.Continues[all.Starts[e] + n - 1] > 0).Count();
        Assert.InRange(kept, 1, 39);
        var whole = DemonstrationRecorder.Record(drifting, environment, new() { Episodes = kept, Tremble = 0.5, Patience = 1000 }).Set;
        int first = Array.IndexOf(lengths, 60), start = all.Starts[first];
        Assert.Equal(all.States.Slice(start, 60).ToArray(), whole.States[..60].ToArray());
        Assert.Equal(all.Snapshot(start).ToArray(), whole.Snapshot(0).ToArray());
        Assert.Equal(kept * 60, whole.Count);
        Assert.All(Enumerable.Range(0, kept), e => Assert.Equal(60, whole.LengthOf(e)));
    }

    [Theory]
    [InlineData(0, 0, 0.0)]
    [InlineData(5, 5, 0.0)]
    [InlineData(5, 0, 1.1)]
    [InlineData(5, 0, double.NaN)]
    [InlineData(-5, 0, 0.0)]
    public void Wishes_that_make_no_sense_are_refused(int transitions, int episodes, double tremble) =>
        Assert.Throws<ForewarnException>(() => Record(new() { Transitions = transitions, Episodes = episodes, Tremble = tremble }));

    private static (TransitionSet Set, IReadOnlyList<double> Returns) Record(DemonstrationOptions options) =>
        DemonstrationRecorder.Record(Slow, new LineEnvironment(), options);
}
