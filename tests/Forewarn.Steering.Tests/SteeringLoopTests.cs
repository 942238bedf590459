using Forewarn.Core;

namespace Forewarn.Steering.Tests;

public sealed class SteeringLoopTests
{
    [Theory]
    [InlineData("grasp zero", 0)]
    [InlineData("grasp one", 1)]
    [InlineData("grasp two", 2)]
    [InlineData("grasp three", 3)]
    public async Task TheWishDecidesWhichModeIsDispatched(string wish, int place)
    {
        using var rig = new Rig();
        Decision decision = await rig.Decide(wish);
        Assert.Equal(Rung.Steered, decision.Rung);
        Assert.Equal(place, Rig.Place(decision.Plan!.Values));
        Assert.Same(decision, Assert.Single(rig.Dispatched));
        Assert.Same(decision, Assert.Single(rig.Logged));
        Assert.Equal(1, decision.Scores.Sum(), 9);
        Assert.Equal(1, rig.Counts[Rung.Steered]);
        Assert.Equal(1, decision.Modes!.Mass.Sum(), 1e-5);
    }

    [Fact]
    public async Task AWishForAnUnsafePlaceIsNotGranted()
    {
        using var rig = new Rig { Mix = [0.4, 0, 0, 0, 0, 0.6] };
        Decision decision = await rig.Decide("grasp five");
        Assert.Equal((Rung.Hold, -1), (decision.Rung, decision.Chosen));
        ActionProposals modes = decision.Modes!;
        int outside = Enumerable.Range(0, modes.Count).Single(k => Rig.Place(modes.Plan(k)) == Rig.Unsafe);
        Assert.False(decision.Guard!.Findings[outside].Safe);
        Assert.Equal(0, decision.Scores[outside]);
    }

    [Fact]
    public async Task WithNothingToForeseeWithTheHeaviestPlanThatTheGuardLetsPassIsTaken()
    {
        using var rig = new Rig(foresees: false) { Mix = [0.1, 0.3, 0, 0, 0, 0.6] };
        Decision decision = await rig.Decide("grasp zero");
        Assert.Equal(Rung.HeaviestSafeMode, decision.Rung);
        Assert.Equal(1, Rig.Place(decision.Plan!.Values));
        Assert.StartsWith("mode ", decision.Reason);
        Assert.Empty(decision.Scores);
        rig.Guard = Fault.Throws;
        Assert.Equal(Rung.Hold, (await rig.Decide("grasp zero", 1)).Rung);
    }

    [Fact]
    public async Task TheSameSeedGivesTheSameDecisionAndAnotherIndexOtherPlans()
    {
        using var first = new Rig();
        using var second = new Rig();
        Decision a = await first.Decide(), b = await second.Decide(), c = await second.Decide(index: 1);
        Assert.Equal(a.Modes!.Values, b.Modes!.Values);
        Assert.Equal(a.Scores, b.Scores);
        Assert.NotEqual(b.Modes.Values, c.Modes!.Values);
    }

    [Fact]
    public async Task NoneSuitableDrawsTwiceAsManyFromAnotherSeedAndThenHolds()
    {
        using var rig = new Rig { Mix = [1, 0, 0, 0, 0, 0] };
        Decision decision = await rig.Decide("grasp three");
        Assert.Equal([32, 64], rig.Draws.Select(d => d.Count));
        Assert.NotEqual(rig.Draws[0].Key, rig.Draws[1].Key);
        Assert.Equal((Rung.Hold, 2), (decision.Rung, decision.Attempts));
        Assert.Contains("none of", decision.Reason);
    }

    [Fact]
    public async Task ExecutingTheBestWhenNoneSuitsIsAnOption()
    {
        using var rig = new Rig(o => o with { ExecutesBestWhenNoneSuits = true, MaxAttempts = 1 });
        rig.Mix = [1, 0, 0, 0, 0, 0];
        Decision decision = await rig.Decide("grasp three");
        Assert.Equal((Rung.Steered, 0), (decision.Rung, decision.Chosen));
        Assert.Single(rig.Draws);
    }

    [Fact]
    public async Task AnUnansweredSecondRoundLeavesTheFirstStanding()
    {
        using var rig = new Rig { Mix = [1, 0, 0, 0, 0, 0] };
        SteeringParts parts = rig.Parts with { Proposer = new SecondCallFails(rig.Parts.Proposer) };
        using var loop = new SteeringLoop(parts, rig.Options, rig.Seeds, rig, rig, rig.Time);
        Decision decision = await loop.DecideAsync(Rig.History(), "grasp three", 0, default);
        Assert.Equal((Rung.Hold, 1), (decision.Rung, decision.Attempts));
        Assert.Contains("propose:", decision.Reason);
        Assert.Contains("none of", decision.Reason);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n")]
    [InlineData("grasp xyzzy")]
    [InlineData(null)]
    public async Task ABadWishIsTheCallersErrorAndNothingIsDispatched(string? wish)
    {
        using var rig = new Rig();
        var error = await Assert.ThrowsAsync<ForewarnException>(async () => await rig.Decide(wish!));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        error = await Assert.ThrowsAsync<ForewarnException>(async () => await rig.Decide(new string('a', 1001)));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Empty(rig.Dispatched);
        Assert.Empty(rig.Logged);
        // The error is the wish's, not the loop's: the next decision works.
        Assert.Equal(Rung.Steered, (await rig.Decide()).Rung);
    }

    [Fact]
    public async Task ManyBadWishesDoNotOpenTheBreaker()
    {
        using var rig = new Rig();
        for (int i = 0; i < 5; i++)
            await Assert.ThrowsAsync<ForewarnException>(async () => await rig.Decide("xyzzy", i));
        Assert.Equal(Rung.Steered, (await rig.Decide(index: 9)).Rung);
    }

    [Fact]
    public async Task ACanceledCallerGetsHisCancellationAndNothingIsDispatched()
    {
        using var rig = new Rig { Narrator = Fault.Wedged, Lateness = TimeSpan.Zero };
        using var cancel = new CancellationTokenSource();
        Task<Decision> deciding = rig.Decide(cancel: cancel.Token).AsTask();
        SpinWait.SpinUntil(() => rig.Narrated > 0);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => deciding);
        Assert.Empty(rig.Dispatched);
    }

    [Fact]
    public async Task OneLoopMakesOneDecisionAtATime()
    {
        using var rig = new Rig { Narrator = Fault.Wedged, Lateness = TimeSpan.Zero };
        Task<Decision> deciding = rig.Decide().AsTask();
        SpinWait.SpinUntil(() => rig.Narrated > 0);
        await Assert.ThrowsAsync<ForewarnException>(async () => await rig.Decide(index: 1));
        rig.Release();
        Assert.Equal(Rung.Steered, (await deciding).Rung);
    }

    [Fact]
    public async Task ABlindRobotStops()
    {
        using var rig = new Rig();
        using var loop = new SteeringLoop(rig.Parts, rig.Options, rig.Seeds, rig, rig, rig.Time);
        Decision nan = await loop.DecideAsync(Rig.History(float.NaN), "grasp two", 0, default);
        Decision empty = await loop.DecideAsync(new ObservationHistory([], []), "grasp two", 1, default);
        Assert.Equal((Rung.Stop, Rung.Stop), (nan.Rung, empty.Rung));
        Assert.Contains("not finite", nan.Reason);
        Assert.Empty(rig.Draws);
    }

    [Fact]
    public async Task AFailingLogIsCountedAndStopsNothing()
    {
        using var rig = new Rig { LogFails = true };
        Assert.Equal(Rung.Steered, (await rig.Decide()).Rung);
        Assert.Equal(1, rig.LogFaults);
        Assert.Single(rig.Dispatched);
    }

    [Fact]
    public async Task TimingsAddUpOnTheInjectedClock()
    {
        using var rig = new Rig { Narrator = Fault.LateAnswer, Reader = Fault.LateAnswer };
        rig.Lateness = TimeSpan.FromMilliseconds(40);
        StageTimings timings = (await rig.Decide()).Timings;
        Assert.Equal((40, 40, 0, 80), (timings.NarrateMs, timings.ChooseMs, timings.ProposeMs, timings.TotalMs));
    }

    [Fact]
    public void OptionsOutOfRangeAreNamedAllAtOnce()
    {
        var options = new SteeringOptions { Proposals = 0, DeadlineMs = double.NaN, ActionHorizon = 41 };
        string message = Assert.Throws<ForewarnException>(options.Validated).Message;
        Assert.All(["Proposals", "DeadlineMs", "ActionHorizon"], name => Assert.Contains(name, message));
    }

    private sealed class SecondCallFails(IActionProposer inner) : IActionProposer
    {
        private int _calls;

        public ActionSpec Spec => inner.Spec;

        public ValueTask<ActionProposals> ProposeAsync(
            ObservationHistory history, int count, SeedStream seed, CancellationToken deadline) =>
            ++_calls > 1
                ? throw new InvalidOperationException("gone")
                : inner.ProposeAsync(history, count, seed, deadline);
    }
}
