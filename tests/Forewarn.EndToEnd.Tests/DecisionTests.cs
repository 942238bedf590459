using Forewarn.Core;
using Forewarn.Steering;

namespace Forewarn.EndToEnd.Tests;

/// <summary>Whole decisions of the shipped models.</summary>
public sealed class DecisionTests(ShippedModels shipped) : IClassFixture<ShippedModels>
{
    private static readonly SeedStreams Seeds = new(99);

    private async Task<Decision> Decide(string wish, ObservationHistory? seen = null)
    {
        var sink = new LastDecision();
        using var loop = new SteeringLoop(shipped.Parts, shipped.Options, Seeds, sink, sink, TimeProvider.System);
        var decision = await loop.DecideAsync(seen ?? shipped.Observation, wish, 0, TestContext.Current.CancellationToken);
        Assert.Same(decision, sink.Dispatched);
        return decision;
    }

    [Fact]
    public async Task A_decision_is_steered_and_says_what_every_mode_will_do()
    {
        var decision = await Decide("pick up the mug by the handle");
        Assert.Equal(Rung.Steered, decision.Rung);
        Assert.InRange(decision.Modes!.Count, 2, 6);
        Assert.Equal(decision.Modes.Count, decision.Narrations.Count);
        Assert.All(decision.Narrations, n => Assert.NotEmpty(n.Text));
        Assert.True(decision.Guard!.Findings[decision.Chosen].Safe);
        Assert.Equal(1, decision.Scores.Sum(), 6);
    }

    [Fact]
    public async Task The_same_seed_and_observation_replay_to_the_last_bit()
    {
        var decision = await Decide("pick up the mug by the rim");
        var record = DecisionRecord.Parse(DecisionRecord.Of(decision, shipped.Models.Hashes).ToJson());
        var replay = new DecisionReplay(shipped.Parts, shipped.Options, shipped.Models.Hashes, TimeProvider.System);
        var report = await replay.ReplayAsync(record, shipped.Observation, TestContext.Current.CancellationToken);
        Assert.Empty(report.Differences);
    }

    [Fact]
    public async Task Opposite_wishes_choose_different_plans_of_the_same_candidates()
    {
        var handle = await Decide("pick up the mug by the handle");
        var rim = await Decide("pick up the mug by the rim");
        Assert.Equal(handle.Modes!.Values, rim.Modes!.Values);
        Assert.NotEqual(handle.Chosen, rim.Chosen);
    }

    [Fact]
    public async Task A_state_that_is_not_a_number_moves_nothing_and_says_so()
    {
        var seen = shipped.Observation.Latest;
        var state = (float[])seen.State.Clone();
        state[3] = float.NaN;
        var decision = await Decide("pick up the mug by the handle", new ObservationHistory(seen with { State = state }));
        Assert.True(decision.Rung >= Rung.Hold, $"{decision.Rung}: {decision.Reason}");
        Assert.Null(decision.Plan);
        Assert.NotEmpty(decision.Reason);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public async Task A_wish_that_cannot_be_read_is_an_error_before_anything_moves(string wish)
    {
        var sink = new LastDecision();
        using var loop = new SteeringLoop(shipped.Parts, shipped.Options, Seeds, sink, sink, TimeProvider.System);
        var error = await Assert.ThrowsAsync<ForewarnException>(async () =>
            await loop.DecideAsync(shipped.Observation, wish, 0, TestContext.Current.CancellationToken));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Null(sink.Dispatched);
    }

    [Fact]
    public async Task A_wish_with_unknown_words_is_asked_about_before_anything_moves()
    {
        var decision = await Decide("grab the zeppelin quixotically", shipped.Observation);
        Assert.Null(decision.Plan);
        Assert.Contains("zeppelin", decision.Question, StringComparison.Ordinal);
        Assert.Contains("quixotically", decision.Question, StringComparison.Ordinal);
        Assert.NotEmpty(decision.Answers ?? []);
    }

    private sealed class LastDecision : IPlanSink, IDecisionLog
    {
        public Decision? Dispatched { get; private set; }

        public void Dispatch(in Decision decision) => Dispatched = decision;

        public void Append(Decision decision, ObservationHistory history) { }
    }
}
