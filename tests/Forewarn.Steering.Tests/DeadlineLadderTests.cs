using CsCheck;
using Forewarn.Core;

namespace Forewarn.Steering.Tests;

public sealed class DeadlineLadderTests
{
    [Theory]
    [InlineData("Proposer", Fault.Late, Rung.Hold)]
    [InlineData("Proposer", Fault.LateAnswer, Rung.Hold)]
    [InlineData("Proposer", Fault.Wedged, Rung.Hold)]
    [InlineData("Proposer", Fault.Throws, Rung.Hold)]
    [InlineData("Proposer", Fault.CancelsItself, Rung.Hold)]
    [InlineData("Proposer", Fault.NotANumber, Rung.Hold)]
    [InlineData("Proposer", Fault.WrongShape, Rung.Hold)]
    [InlineData("WorldModel", Fault.Late, Rung.HeaviestSafeMode)]
    [InlineData("WorldModel", Fault.LateAnswer, Rung.HeaviestSafeMode)]
    [InlineData("WorldModel", Fault.Wedged, Rung.HeaviestSafeMode)]
    [InlineData("WorldModel", Fault.Throws, Rung.HeaviestSafeMode)]
    [InlineData("WorldModel", Fault.WrongShape, Rung.HeaviestSafeMode)]
    [InlineData("WorldModel", Fault.NotANumber, Rung.Hold)]
    [InlineData("Guard", Fault.Wedged, Rung.Stop)]
    [InlineData("Guard", Fault.Throws, Rung.Hold)]
    [InlineData("Guard", Fault.WrongShape, Rung.Hold)]
    [InlineData("Classifier", Fault.Throws, Rung.Steered)]
    [InlineData("Classifier", Fault.NotANumber, Rung.Steered)]
    [InlineData("Classifier", Fault.WrongShape, Rung.Steered)]
    [InlineData("Narrator", Fault.Late, Rung.HeaviestSafeMode)]
    [InlineData("Narrator", Fault.Wedged, Rung.HeaviestSafeMode)]
    [InlineData("Narrator", Fault.Throws, Rung.HeaviestSafeMode)]
    [InlineData("Narrator", Fault.WrongShape, Rung.HeaviestSafeMode)]
    [InlineData("Reader", Fault.LateAnswer, Rung.HeaviestSafeMode)]
    [InlineData("Reader", Fault.Wedged, Rung.HeaviestSafeMode)]
    [InlineData("Reader", Fault.NotANumber, Rung.HeaviestSafeMode)]
    [InlineData("Reader", Fault.WrongShape, Rung.HeaviestSafeMode)]
    public async Task EveryFaultHasItsRungAndItsReason(string part, Fault fault, Rung rung)
    {
        using var rig = new Rig();
        Break(rig, part, fault);
        Decision decision = await rig.Decide();
        Assert.Equal(rung, decision.Rung);
        CheckSound(decision);
        if (rung == Rung.HeaviestSafeMode) Assert.Equal(0, Rig.Place(decision.Plan!.Values));
        Assert.Single(rig.Dispatched);
        Assert.Equal(1, rig.Counts[rung]);
    }

    [Fact]
    public async Task AWedgedModelDelaysNobodyAndIsUsedAgainWhenItComesBack()
    {
        using var rig = new Rig { WorldModel = Fault.Wedged };
        Assert.Contains("imagine: late", (await rig.Decide()).Reason);
        rig.WorldModel = Fault.None;
        Assert.Contains("imagine: busy", (await rig.Decide(index: 1)).Reason);
        Assert.Contains("imagine: left alone", (await rig.Decide(index: 2)).Reason);
        rig.Release();
        rig.Time.Advance(TimeSpan.FromMilliseconds(rig.Options.BreakerPauseMs));
        Assert.Equal(Rung.Steered, (await rig.Decide(index: 3)).Rung);
    }

    [Fact]
    public async Task ATransientFailureIsRetriedWithoutNarratingTwice()
    {
        using var rig = new Rig(verifier: r =>
            new PlanChooser(new FakeNarrator(r), new FailsOnce(new FakeReader(r)), new(), r.Time));
        Assert.Equal(Rung.Steered, (await rig.Decide()).Rung);
        Assert.Equal(1, rig.Narrated);
    }

    [Fact]
    public async Task ARememberedNarrationServesWhenNarratingFails()
    {
        using var rig = new Rig();
        await rig.Decide("grasp zero");
        rig.Narrator = Fault.Throws;
        Decision decision = await rig.Decide("grasp two", 1);
        Assert.Equal((Rung.CachedNarration, 2), (decision.Rung, Rig.Place(decision.Plan!.Values)));
        Assert.Contains("two", decision.Narrations[decision.Chosen].Text);
    }

    [Fact]
    public async Task ALateNarrationLeavesTimeToChooseAmongRememberedOnes()
    {
        using var rig = new Rig();
        await rig.Decide("grasp zero");
        (rig.Narrator, rig.Lateness) = (Fault.Late, TimeSpan.FromMilliseconds(450));
        Assert.Equal(Rung.CachedNarration, (await rig.Decide("grasp two", 1)).Rung);
    }

    [Theory]
    [InlineData(100f, 0, "another scene")]
    [InlineData(0f, 60, "too old")]
    public async Task ARememberedNarrationIsNotUsedForAnotherSceneOrWhenOld(float scene, int seconds, string why)
    {
        using var rig = new Rig();
        await rig.Decide("grasp zero");
        rig.Time.Advance(TimeSpan.FromSeconds(seconds));
        (rig.Scene, rig.Narrator) = (scene, Fault.Throws);
        Assert.True((await rig.Decide("grasp two", 1)).Rung == Rung.HeaviestSafeMode, why);
    }

    [Fact]
    public async Task TheCheapVerifierActsOnlyOnAWishThatWasJudgedBefore()
    {
        using var rig = new Rig();
        await rig.Decide("grasp two");
        (rig.Narrator, rig.Scene) = (Fault.Throws, 100);
        Decision known = await rig.Decide("Grasp two ", 1);
        Assert.Equal((Rung.CheapVerifier, 2), (known.Rung, Rig.Place(known.Plan!.Values)));
        Decision unknown = await rig.Decide("grasp three", 2);
        Assert.Equal(Rung.HeaviestSafeMode, unknown.Rung);
        Assert.Contains("no full decision has judged this wish", unknown.Reason);
    }

    [Fact]
    public async Task TheCheapVerifierDoesNotActOnOutcomesNeverAccepted()
    {
        using var rig = new Rig();
        await rig.Decide("grasp two");
        (rig.Narrator, rig.Scene, rig.Mix) = (Fault.Throws, 100, [0.6, 0.4, 0, 0, 0, 0]);
        Decision decision = await rig.Decide("grasp two", 1);
        Assert.Equal(Rung.HeaviestSafeMode, decision.Rung);
        Assert.Contains("cheap verifier: best acceptance", decision.Reason);
    }

    [Fact]
    public async Task HoldingForTooLongStopsAndSuccessStartsTheCountAnew()
    {
        using var rig = new Rig(o => o with { HoldLimit = 2, BreakerPauseMs = 500 }) { Proposer = Fault.NotANumber };
        var rungs = new List<Rung>();
        for (int i = 0; i < 3; i++) rungs.Add((await rig.Decide(index: i)).Rung);
        Assert.Equal([Rung.Hold, Rung.Hold, Rung.Stop], rungs);
        rig.Proposer = Fault.None;
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Rung.Steered, (await rig.Decide(index: 3)).Rung);
        rig.Proposer = Fault.NotANumber;
        Assert.Equal(Rung.Hold, (await rig.Decide(index: 4)).Rung);
    }

    [Fact]
    public async Task ARogueVerifierCannotBypassTheGuard()
    {
        foreach (int chosen in new[] { -7, 99, -1 })
        {
            using var rig = new Rig(verifier: _ => new Rogue(chosen)) { Mix = [0.5, 0, 0, 0, 0, 0.5] };
            Decision decision = await rig.Decide();
            Assert.Equal((Rung.HeaviestSafeMode, 0), (decision.Rung, Rig.Place(decision.Plan!.Values)));
        }
    }

    [Fact]
    public async Task AskingHoldsTheArmAndCarriesTheQuestion()
    {
        using var rig = new Rig(o => o with { AsksWhenClose = true });
        Decision decision = await rig.Decide("grasp one or two");
        Assert.Equal((Rung.Hold, -1), (decision.Rung, decision.Chosen));
        Assert.Contains("place one", decision.Question);
        Assert.Contains("place two", decision.Question);
    }

    [Fact]
    public Task WhateverFailsNothingIsThrownNothingUnsafeIsDispatchedAndAReasonIsGiven()
    {
        Gen<Fault> faults = Gen.Frequency((3, Gen.Const(Fault.None)), (4, Gen.Enum<Fault>()));
        Gen<Fault[]> decision = faults.Array[6];
        return Gen.Select(decision.Array[1, 5], Gen.ULong, Gen.Double[0, 1].Array[6]).SampleAsync(async t =>
        {
            (Fault[][] run, ulong seed, double[] mix) = t;
            double total = mix.Sum() + 1e-9;
            using var rig = new Rig(o => o with { BreakerPauseMs = 500 }, seed: seed);
            rig.Mix = [.. mix.Select(m => m / total)];
            for (int i = 0; i < run.Length; i++)
            {
                (rig.Proposer, rig.WorldModel) = (run[i][0], run[i][1]);
                // A guard gets no token, so it cannot be late and give up.
                rig.Guard = run[i][2] == Fault.Late ? Fault.None : run[i][2];
                (rig.Classifier, rig.Narrator, rig.Reader) = (run[i][3], run[i][4], run[i][5]);
                CheckSound(await rig.Decide($"grasp {Rig.Words[i]}", i));
                if (i % 2 == 0) rig.Time.Advance(TimeSpan.FromSeconds(2));
            }
            Assert.Equal(run.Length, rig.Dispatched.Count);
            Assert.Equal(rig.Dispatched, rig.Logged);
            Assert.Equal(run.Length, rig.Counts.Values.Sum());
        }, iter: 60, threads: 2);
    }

    private static void Break(Rig rig, string part, Fault fault) => typeof(Rig).GetProperty(part)!.SetValue(rig, fault);

    /// <summary>Executed plans were found safe, checked once more by hand; every rung has its reason.</summary>
    private static void CheckSound(Decision decision)
    {
        Assert.False(string.IsNullOrWhiteSpace(decision.Reason));
        Assert.DoesNotContain('\n', decision.Reason);
        Assert.Equal(decision.Rung <= Rung.HeaviestSafeMode, decision.Chosen >= 0);
        if (decision.Plan is not { } plan) return;
        Assert.True(decision.Guard!.Findings[decision.Chosen].Safe);
        Assert.All(plan.Values, v => Assert.True(float.IsFinite(v)));
        for (int t = 0; t < plan.Steps; t++) Assert.InRange(plan.Row(t)[0], 0, 0.62f);
    }

    private sealed class FailsOnce(IWishReader inner) : IWishReader
    {
        private int _calls;

        public ValueTask<double[][]> ScoreAsync(
            string wish, IReadOnlyList<string> options, int[][] orders, CancellationToken deadline) =>
            ++_calls == 1 ? throw new IOException("transient") : inner.ScoreAsync(wish, options, orders, deadline);
    }

    /// <summary>Chooses a fixed mode, or the first unsafe one for -1.</summary>
    private sealed class Rogue(int mode) : IPlanVerifier
    {
        public ValueTask<Verdict> VerifyAsync(
            string wish, LatentRollout rollout, GuardReport guard, CancellationToken deadline)
        {
            var scores = new double[rollout.Count + 1];
            int chosen = mode != -1 ? mode : Enumerable.Range(0, rollout.Count).First(k => !guard.Findings[k].Safe);
            return new(new ExecuteVerdict(chosen, [], scores));
        }
    }
}
