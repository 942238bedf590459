using Forewarn.Core;
using Forewarn.Learning.Preferences.Diagnosis;

namespace Forewarn.Learning.Tests.Preferences.Diagnosis;

/// <summary>Made data with a known best method: the advice must be that one, for its reason.</summary>
public class PreferenceDiagnosisTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void CoveredTransitiveDataAreForDpo(ulong seed)
    {
        var found = PreferenceDiagnosis.Of(SyntheticPreferences.Covered(seed));
        Assert.Equal(TuningAdvice.Dpo, found.Verdict.Method);
        Assert.All(found.Items.Take(7), i => Assert.NotEqual(DiagnosisFlag.Unknown, i.Flag));
        Assert.Equal([8, 9], found.Verdict.Unknown);
        // chi-squared of N(s, 1) against N(0, 1) is exp(s²) - 1, and the KL s²/2.
        Assert.InRange(Figure(found, 1, "chi-squared"), 0.05, 0.15);
        Assert.InRange(Figure(found, 3, "k3, nats"), 0.03, 0.06);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void APolicyThatDriftedOffItsDataIsForHypo(ulong seed)
    {
        var found = PreferenceDiagnosis.Of(SyntheticPreferences.Covered(seed, shift: 6));
        Assert.Equal(TuningAdvice.Hypo, found.Verdict.Method);
        Assert.Contains(found.Verdict.Reasons, r => r.Item == 2);
        Assert.True(Figure(found, 2, "drift: policy over reference") > 10);
        Assert.Contains("not usable", found.Items[0].Finding, StringComparison.Ordinal);
        // Both sides lost 6²/2 nats on average.
        Assert.InRange(Figure(found, 4, "rejected, nats"), -20, -16);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void LabelsInCirclesAreForSelfPlay(ulong seed)
    {
        var found = PreferenceDiagnosis.Of(SyntheticPreferences.Circular(seed));
        Assert.Equal(TuningAdvice.SelfPlayRebel, found.Verdict.Method);
        Assert.True(Figure(found, 8, "cyclic triples") > 0.5);
        Assert.Equal(TuningAdvice.Dpo, PreferenceDiagnosis.Of(SyntheticPreferences.Circular(seed, circular: false)).Verdict.Method);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void APolicyThatFallsOffAfterItsOwnPrefixesIsForRefuel(ulong seed)
    {
        var found = PreferenceDiagnosis.Of(SyntheticPreferences.Replans(seed, fall: 1));
        Assert.Equal(TuningAdvice.Refuel, found.Verdict.Method);
        Assert.InRange(Figure(found, 9, "opening of the difference, reward"), 1, 2);
        Assert.NotEqual(TuningAdvice.Refuel, PreferenceDiagnosis.Of(SyntheticPreferences.Replans(seed, fall: 0)).Verdict.Method);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void AShortVerifierOfLongPlansIsForTwoStages(ulong seed)
    {
        var found = PreferenceDiagnosis.Of(SyntheticPreferences.Gap(seed));
        Assert.Equal(TuningAdvice.TwoStage, found.Verdict.Method);
        Assert.True(Figure(found, 7, "N_gen / N_ver") > 3);
        Assert.True(Figure(found, 5, "global: accuracy") > Figure(found, 5, "local: accuracy"));
    }

    [Fact]
    public void WhatIsNotThereIsSaidAndNotMadeUp()
    {
        PlanPair[] pairs = [.. SyntheticPreferences.Covered(3, pairs: 60).Pairs
            .Select(p => new PlanPair(p.Prompt, p.Chosen, p.Rejected))];
        var found = PreferenceDiagnosis.Of(new(pairs));
        Assert.Equal([1, 2, 3, 4, 6, 8, 9], found.Verdict.Unknown);
        Assert.All(found.Items.Where(i => i.Flag == DiagnosisFlag.Unknown), i =>
        {
            Assert.Empty(i.Figures);
            Assert.NotEmpty(i.Finding);
        });
        Assert.Contains("implicit reward is missing", found.Items[4].Finding, StringComparison.Ordinal);
    }

    [Fact]
    public void FewPairsAdviseNothing()
    {
        var found = PreferenceDiagnosis.Of(SyntheticPreferences.Covered(4, pairs: 12));
        Assert.Equal(TuningAdvice.CollectMore, found.Verdict.Method);
        Assert.Equal(DiagnosisFlag.Unknown, found.Items[6].Flag);
    }

    [Fact]
    public void TheSameEvidenceGivesTheSameAnswer()
    {
        var one = PreferenceDiagnosis.Of(SyntheticPreferences.Circular(5));
        var two = PreferenceDiagnosis.Of(SyntheticPreferences.Circular(5));
        Assert.Equal(one.Items.SelectMany(i => i.Figures), two.Items.SelectMany(i => i.Figures));
    }

    [Fact]
    public void PlansOfSeveralLengthsAreRefused() =>
        Assert.Throws<ForewarnException>(() => PreferenceDiagnosis.Of(new([new("a", [1, 2], [1, 3]), new("b", [1], [2])])));

    private static double Figure(PreferenceDiagnosis found, int item, string name) =>
        found.Items[item - 1].Figures.Single(f => f.Name == name).Value;
}
