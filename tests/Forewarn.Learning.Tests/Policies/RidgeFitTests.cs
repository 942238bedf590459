using Forewarn.Core;
using Forewarn.Learning.Policies;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Policies;

public class RidgeFitTests
{
    [Fact]
    public void SolvesTheNormalEquationsWithAFreeIntercept()
    {
        using var scope = NewDisposeScope();
        // One input, one output: slope = Sxy / (Sxx + penalty) on centered data.
        double[] x = [1, 2, 4, 7], y = [3, 1, 8, 9];
        double mx = x.Average(), my = y.Average();
        double slope = x.Zip(y).Sum(p => (p.First - mx) * (p.Second - my)) / (x.Sum(v => (v - mx) * (v - mx)) + 0.5);
        var found = Numbers(RidgeFit.Solve(Column(x), Column(y), 0.5));
        Assert.Equal(slope, found[1], 10);
        Assert.Equal(my - slope * mx, found[0], 10);
    }

    [Fact]
    public void WithinGroupsTheSlopeIsThatOfDeviationsFromEachGroupsMean()
    {
        using var scope = NewDisposeScope();
        // Deviations: x -1, 1 and -2, 0, 2; y -2, 2 and -1, -1, 2.
        double[] x = [1, 3, 10, 12, 14], y = [0, 4, -9, -9, -6];
        double slope = (2 + 2 + 2 + 0 + 4) / (1 + 1 + 4 + 0 + 4 + 0.5);
        var found = Numbers(RidgeFit.SolveWithin(Column(x), Column(y), 0.5, [0, 0, 2, 2, 2]));
        Assert.Equal(slope, found[1], 10);
        Assert.Equal(y.Average() - slope * x.Average(), found[0], 10);
    }

    [Fact]
    public void FarGroupsThatGoWithTheInputsDoNotMoveTheSlopes()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(3);
        const int Groups = 4, Each = 12;
        long[] groups = [.. Enumerable.Range(0, Groups * Each).Select(i => (long)i % Groups)];
        var at = tensor(groups).to(ScalarType.Float64).unsqueeze(1);
        var slopes = randn(3, 2, ScalarType.Float64);
        // Which group it is shows in the inputs, and moves the outputs by far more than the inputs do.
        var inputs = randn(Groups * Each, 3, ScalarType.Float64) + 0.5 * at;
        var outputs = inputs.matmul(slopes) + 100 * at * tensor(new[] { 1.0, -2.0 });
        var within = RidgeFit.SolveWithin(inputs, outputs, 0, groups).narrow(0, 1, 3);
        var together = RidgeFit.Solve(inputs, outputs, 0).narrow(0, 1, 3);
        Assert.True((within - slopes).abs().max().ToDouble() < 1e-9);
        Assert.True((together - slopes).abs().max().ToDouble() > 10);
    }

    [Fact]
    public void OneGroupIsThePlainRegression()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(4);
        var (inputs, outputs) = (randn(30, 4, ScalarType.Float64) + 3, randn(30, 5, ScalarType.Float64));
        var difference = RidgeFit.SolveWithin(inputs, outputs, 0.7, new long[30]) - RidgeFit.Solve(inputs, outputs, 0.7);
        Assert.True(difference.abs().max().ToDouble() < 1e-10);
    }

    [Fact]
    public void ANegativePenaltyIsRefused()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ForewarnException>(() => RidgeFit.SolveWithin(zeros(4, 1), zeros(4, 1), -1, new long[4]));
        Assert.Contains("policy.ridge", error.Message);
    }

    private static Tensor Column(double[] values) => tensor(values).unsqueeze(1);

    private static double[] Numbers(Tensor values) => values.contiguous().data<double>().ToArray();
}
