using Forewarn.Core;
using Forewarn.Learning.Policies;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Policies;

/// <summary>Plan coordinates fitted on plans seen from the object.</summary>
public class PlanBasisFrameTests
{
    private static readonly SceneEye Eye = new(new());
    private static readonly PlanFrame Frame = PlanFrame.Of(SyntheticGrasps.Spec, Eye.Options)!;

    [Fact]
    public void FromTheObjectTwoSidesAreOneDirection()
    {
        using var scope = NewDisposeScope();
        var data = new SyntheticGrasps(80, 5);
        var basis = PlanBasis.Fit(data.Plans, data.Features, 5, new(), Frame);
        Assert.Equal(1, basis.Size);
        // Each side is one number, and the numbers are two, plus and minus one.
        var numbers = basis.Whiten(data.Plans, data.Features);
        Assert.True((numbers.abs() - 1).abs().max().ToDouble() < 1e-2);
        var back = basis.Plans(numbers, data.Features);
        Assert.True((back - data.Plans).abs().max().ToDouble() < 1e-4);
    }

    [Fact]
    public void WhitenedNumbersComeBackAsThePlanWhateverTheFrameOfColumns()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(4);
        var features = randn(40, 4);
        var plans = randn(40, 12);
        var turned = new PlanFrame(2, 0, 1, Eye.Options.Center, Eye.Options.Scale);
        var basis = PlanBasis.Fit(plans, features, 3, new() { MaxComponents = 12, Explained = 1 }, turned);
        var numbers = basis.Whiten(plans, features);
        Assert.True((basis.Plans(numbers, features) - plans).abs().max().ToDouble() < 1e-4);
        Assert.True(numbers.mean([0]).abs().max().ToDouble() < 1e-3);
        Assert.True((numbers.t().matmul(numbers) / 40 - eye(12)).abs().max().ToDouble() < 1e-3);
    }

    // Which mode was shown where is chance, and 100 demonstrations do not average it out: a mean over all plans follows it
    // by a centimeter. What a mean within groups of like plans is left with is a demonstrator's own noise, 2 mm here.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void WhichModeWasShownWhereDoesNotMoveThePlansOfAMode(ulong seed)
    {
        using var scope = NewDisposeScope();
        var (plans, features) = Demonstrations(seed);
        double within = Wander(PlanBasis.Fit(plans, features, 5, new(), Frame), plans, features);
        double together = Wander(PlanBasis.Fit(plans, features, 5, new() { Groups = 1 }, Frame), plans, features);
        Assert.True(within < 2, $"{within} mm");
        Assert.True(together > 5, $"{together} mm");
    }

    [Fact]
    public void FewPlansAreOneGroup()
    {
        using var scope = NewDisposeScope();
        var data = new SyntheticGrasps(3, 5);
        Assert.InRange(PlanBasis.Fit(data.Plans, data.Features, 5, new(), Frame).Size, 1, 2);
    }

    [Fact]
    public void AMeanOfAnotherSizeIsNamed()
    {
        using var scope = NewDisposeScope();
        var data = new SyntheticGrasps(20, 5);
        var numbers = PlanBasis.Fit(data.Plans, data.Features, 5, new(), Frame).Numbers;
        Assert.Equal(1, PlanBasis.From(numbers).Size);
        // Without its frame the mean has regressors to spare.
        Assert.Contains("basis.mean", Assert.Throws<ForewarnException>(() => PlanBasis.From(numbers with { Frame = null })).Message);
    }

    /// <summary>How far the grasp of one demonstration, seen from the object, strays over other scenes: root mean square, mm.</summary>
    private static double Wander(PlanBasis basis, Tensor plans, Tensor features)
    {
        var numbers = basis.Whiten(plans, features);
        double square = 0;
        for (int i = 0; i < 10; i++)
        {
            var elsewhere = basis.Plans(numbers.narrow(0, i, 1).repeat(features.shape[0], 1), features);
            var grasp = Frame.ToObject(elsewhere, features, 5).view(features.shape[0], -1, 5).select(1, 7).narrow(1, 0, 2);
            square += (grasp - grasp.mean([0], keepdim: true)).pow(2).sum(1).mean().ToDouble() / 10;
        }
        return 1000 * Math.Sqrt(square);
    }

    /// <summary>A hundred plans of five modes, one mode per scene: from a fixed start to a place of the object.</summary>
    private static (Tensor Plans, Tensor Features) Demonstrations(ulong seed)
    {
        (double U, double V)[] places = [(0.06, 0), (0, 0.036), (0, -0.036), (0, 0), (-0.04, 0)];
        const int Count = 100, Steps = 8;
        var stream = new SeedStream(seed);
        var plans = new float[Count * Steps * 5];
        var features = new float[Count * 4];
        for (int i = 0; i < Count; i++)
        {
            double x = stream.Uniform(0.46, 0.54), y = stream.Uniform(-0.08, 0.08), yaw = stream.Uniform(-0.7, 0.7);
            Eye.Target([(float)x, (float)y, (float)yaw]).CopyTo(features, i * 4);
            var (u, v) = places[stream.Next(places.Length)];
            double toX = x + Math.Cos(yaw) * u - Math.Sin(yaw) * v + 0.002 * stream.NextNormal();
            double toY = y + Math.Sin(yaw) * u + Math.Cos(yaw) * v + 0.002 * stream.NextNormal();
            for (int t = 0; t < Steps; t++)
            {
                double a = Math.Min(1, t / 5.0);
                float[] row = [(float)double.Lerp(0.31, toX, a), (float)(a * toY), (float)(0.4 - 0.35 * a), (float)(a * yaw), t < 6 ? 0.05f : 0];
                row.CopyTo(plans, (i * Steps + t) * 5);
            }
        }
        return (tensor(plans).view(Count, -1), tensor(features).view(Count, -1));
    }
}
