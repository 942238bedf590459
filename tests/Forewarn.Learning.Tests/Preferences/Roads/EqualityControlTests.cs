using Forewarn.Core;
using Forewarn.Learning.Preferences.Roads;

namespace Forewarn.Learning.Tests.Preferences.Roads;

public class EqualityControlTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 60)]
    [InlineData(3, 600)]
    public void DirectFittingAndRewardThenPlanningEndInOnePolicyAtAnySampleSize(ulong seed, int count)
    {
        var world = World(seed);
        var pairs = world.Draw(count, new SeedStreams(seed).Stream("pairs"));
        Assert.InRange(EqualityControl.Difference(world, pairs, 0.1, 1e-3), 0, 1e-6);
    }

    [Fact]
    public void AlsoWherePairsNeverShowSomeAnswers()
    {
        var world = World(4);
        RoadsPair[] pairs = [.. world.Draw(200, new SeedStreams(4).Stream("pairs")).Where(p => p.First < 3 && p.Second < 3 && p.Prompt < 9)];
        Assert.NotEmpty(pairs);
        Assert.InRange(EqualityControl.Difference(world, pairs, 0.1, 1e-3), 0, 1e-6);
    }

    [Fact]
    public void AlsoWhenTheSecondStageClimbsInTokenLogits()
    {
        var world = World(5);
        Assert.InRange(EqualityControl.Climbed(world, world.Draw(60, new SeedStreams(5).Stream("pairs"))), 0, 1e-6);
    }

    [Fact]
    public void ARidgeOnRawLogitsBreaksIt()
    {
        var world = World(6);
        Assert.True(EqualityControl.RawRidge(world, world.Draw(60, new SeedStreams(6).Stream("pairs")), 0.1, 1e-3) > 0.01);
    }

    [Fact]
    public void OneStepOfSpinAtBetaOneIsSupervisedFineTuning() =>
        Assert.InRange(EqualityControl.Spin(World(7), new SeedStreams(7).Stream("data")), 0, 1e-6);

    [Theory]
    [InlineData(2.0)]
    [InlineData(0.8)]
    public void SpinShrinksTheLogRatioToTheDataByOneMinusOneOverBeta(double beta)
    {
        var world = World(8);
        var seed = new SeedStreams(8).Stream("data");
        double[] log = SoftOptimum.Normalized([.. world.Reward.Select(_ => seed.NextNormal())], world.Answers);
        var policies = new TokenPolicy(world);
        double[] next = SpinIteration.Step(world, [.. log.Select(Math.Exp)], world.LogReference, beta, policies, new double[policies.Dimension]);
        double before = world.LogReference[3] - log[3] - (world.LogReference[5] - log[5]), after = next[3] - log[3] - (next[5] - log[5]);
        Assert.Equal((1 - 1 / beta) * before, after, 6);
    }

    private static RoadsWorld World(ulong seed) =>
        RoadsWorld.Bilinear(3, new SeedStreams(seed).Stream("world")).WithReference(1, new SeedStreams(seed).Stream("reference"));
}
