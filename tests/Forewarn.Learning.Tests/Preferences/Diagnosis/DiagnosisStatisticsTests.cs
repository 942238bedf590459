using Forewarn.Core;
using Forewarn.Learning.Preferences.Diagnosis;

namespace Forewarn.Learning.Tests.Preferences.Diagnosis;

public class DiagnosisStatisticsTests
{
    [Fact]
    public void CoverageOfThreeRatiosByHand()
    {
        // w = 1, 2, 3 up to a factor: sum 6, squares 14.
        var found = Coverage.Of([1000 + Math.Log(1), 1000 + Math.Log(2), 1000 + Math.Log(3)]);
        Assert.Equal(36.0 / (3 * 14), found.EssFraction, 12);
        Assert.Equal(14.0 / 12, found.SecondMoment, 12);
        Assert.Equal(1.0 / 6, found.ChiSquare, 12);
        Assert.Equal(Math.Log(1.5), found.MaxLogRatio, 12);
        Assert.Equal(1, Coverage.Of([-3, -3]).EssFraction, 12);
        Assert.Throws<ForewarnException>(() => Coverage.Of([]));
    }

    [Fact]
    public void UncoveredMassOnALineByHand()
    {
        // Each of 0, 1, 2, 3 has its nearest other at 1.
        double[][] logged = [[0], [1], [2], [3]];
        var found = UncoveredMass.Of(logged, [[0.5], [3.9], [4.5], [9]], [[1.5], [7]]);
        Assert.Equal(1, found.Radius, 12);
        Assert.Equal(0.5, found.Policy, 12);
        Assert.Equal(0.5, found.Reference!.Value, 12);
        Assert.Equal((0.9 + 1.5) / 2, found.MedianDistance, 12);
        // (2 + 1) / 5 over (1 + 1) / 3.
        Assert.Equal(0.9, found.Drift(4, 2)!.Value, 12);
    }

    [Fact]
    public void DistancesArePerNumber() =>
        Assert.Equal(1, UncoveredMass.Of([[0, 0, 0, 0], [1, 1, 1, 1]], [[0, 0, 0, 0]], []).Radius, 12);

    [Fact]
    public void StandardizingLeavesOutWhatNeverChanges()
    {
        var space = new PlanSpace([[1, 5, 0], [3, 5, 10]]);
        Assert.Equal(2, space.Dimension);
        Assert.Equal([-1.0, 1.0], space.Standardized([1, 7, 10]));
    }

    [Fact]
    public void KlEstimatesByHand()
    {
        var found = KlEstimates.Of([1, -1]);
        Assert.Equal(0, found.K1.Value, 12);
        Assert.Equal(0.5, found.K2.Value, 12);
        Assert.Equal((Math.Exp(-1) + Math.E) / 2 - 1, found.K3.Value, 12);
        Assert.Equal(40, KlEstimates.Ceiling(1, 0.1), 12);
    }

    [Fact]
    public void KlEstimatesFindTheDivergenceOfTwoGaussians()
    {
        var seed = new SeedStreams(1).Stream("kl");
        double[] ratios = [.. Enumerable.Range(0, 20_000).Select(_ => 0.5 * (0.5 + seed.NextNormal()) - 0.125)];
        var found = KlEstimates.Of(ratios);
        Assert.InRange(0.125, found.K1.Low, found.K1.High);
        Assert.InRange(found.K3.Value, 0.12, 0.13);
        Assert.True(found.K3.High - found.K3.Low < found.K1.High - found.K1.Low);
    }

    [Fact]
    public void DisplacementFallsOnlyIfBothDo()
    {
        Assert.True(Displacement.Of([-1, -1.1, -0.9], [-2, -2.1, -2.2]).BothFall);
        Assert.False(Displacement.Of([0.5, 0.6, 0.4], [-2, -2.1, -2.2]).BothFall);
    }

    [Fact]
    public void GapIndexByHand()
    {
        double[] sizes = [100, 200, 400, 800];
        double[] Curve(double at100, double perDoubling) => [.. Enumerable.Range(0, 4).Select(i => at100 + perDoubling * i)];
        // The generator ends at .61; the verifier rises .05 per doubling from .56 and was there after one doubling.
        var found = GapIndex.Of(sizes, Curve(.58, .01), Curve(.56, .05));
        Assert.Equal(4, found.Value, 9);
        Assert.Equal(.61, found.Target, 12);
        Assert.False(found.Extrapolated);
        Assert.Equal(0.25, GapIndex.Of(sizes, Curve(.56, .05), Curve(.58, .01)).Value, 9);
        Assert.Equal(1, GapIndex.Of(sizes, Curve(.6, .02), Curve(.6, .02)).Value, 9);
        // A verifier that knew at once: clipped, and said so.
        var flat = GapIndex.Of(sizes, Curve(.5, 0), Curve(.7, 0));
        Assert.Equal(64, flat.Value, 9);
        Assert.True(flat.Extrapolated);
    }

    [Fact]
    public void PairQualityByHand()
    {
        var found = PairQuality.Of("x", [1, -1, 0, 3]);
        Assert.Equal(0.5, found.Accuracy.Value, 12);
        double loss = (Math.Log(1 + Math.Exp(-1)) + Math.Log(1 + Math.E) + Math.Log(2) + Math.Log(1 + Math.Exp(-3))) / 4;
        Assert.Equal(loss, found.LogLoss.Value, 12);
    }

    [Fact]
    public void BestOfCurveStopsWhereNoPromptHasEnoughPlans()
    {
        var found = BestOfCurve.Of("x", [([1, 2], [10, 20]), ([2, 1], [10, 20])]);
        Assert.Equal(15, found.Values[0]!.Value, 12);
        Assert.Equal(15, found.Values[1]!.Value, 12);
        Assert.All(found.Values.Skip(2), Assert.Null);
    }

    [Fact]
    public void ReplanShiftByHand()
    {
        var found = ReplanShift.Of(
            [(0, 1), (0, 1), (1, 2), (1, 2), (2, 3), (2, 3)], [(0, 1), (0, 0), (1, 1), (1, 1), (2, 0), (2, 0)])!;
        // Differences .5, 1, 3: later mean 2 less .5.
        Assert.Equal(1.5, found.Opening.Value, 12);
        Assert.Equal([0, 1, 2], found.Steps.Select(s => s.Replan));
        Assert.Null(ReplanShift.Of([(0, 1), (0, 1)], [(0, 1), (0, 1)]));
        Assert.Null(ReplanShift.Of([(1, 1), (1, 1), (2, 1), (2, 1)], [(1, 1), (1, 1), (2, 1), (2, 1)]));
    }
}
