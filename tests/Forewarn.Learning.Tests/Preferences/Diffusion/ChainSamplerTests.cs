using Forewarn.Core;
using Forewarn.Learning.Policies;
using Forewarn.Learning.Preferences;

namespace Forewarn.Learning.Tests.Preferences;

public class ChainSamplerTests
{
    private static readonly NoiseSchedule Schedule = new(50);

    [Fact]
    public void DdimWithAllItsNoiseIsDdpm()
    {
        var (ddim, ddpm) = (ChainSampler.Ddim(Schedule, 10, 1, 0.1), ChainSampler.Ddpm(Schedule, 10, 0.1));
        foreach (var (a, b) in ddim.Steps.Zip(ddpm.Steps))
        {
            Assert.Equal(a.Level, b.Level);
            Assert.Equal(a.FromClean, b.FromClean, 1e-9);
            Assert.Equal(a.FromNoisy, b.FromNoisy, 1e-9);
            Assert.Equal(a.Deviation, b.Deviation, 1e-9);
        }
    }

    [Fact]
    public void WithoutNoiseTheMeanIsTheDeployedSampler()
    {
        var (chain, deployed) = (ChainSampler.Ddim(Schedule, 10, 0, 0.05), new DdimSampler(Schedule, 10));
        foreach (var (a, b) in chain.Steps.Zip(deployed.Steps))
        {
            Assert.Equal((b.Level, 0.05), (a.Level, a.Deviation));
            Assert.Equal(b.FromClean, a.FromClean, 1e-12);
            Assert.Equal(b.FromNoisy, a.FromNoisy, 1e-12);
        }
    }

    /// <summary>A perfect prediction must leave a noised plan with the signal and the variance of the next level.</summary>
    [Theory]
    [InlineData(0.3)]
    [InlineData(1.0)]
    public void StepsKeepTheScheduleOfTheForwardProcess(double eta)
    {
        var steps = ChainSampler.Ddim(Schedule, 10, eta, 1e-9).Steps;
        for (int i = 0; i + 1 < steps.Count; i++)
        {
            double a = Schedule.SignalShare(steps[i].Level), next = Schedule.SignalShare(steps[i + 1].Level);
            Assert.Equal(Math.Sqrt(next), steps[i].FromClean + steps[i].FromNoisy * Math.Sqrt(a), 1e-9);
            Assert.Equal(1 - next, Math.Pow(steps[i].FromNoisy, 2) * (1 - a) + Math.Pow(steps[i].Deviation, 2), 1e-9);
        }
    }

    [Fact]
    public void TheFloorIsTheSmallestDeviationAndNothingElse()
    {
        var (plain, floored) = (ChainSampler.Ddpm(Schedule, 10, 0.01), ChainSampler.Ddpm(Schedule, 10, 0.25));
        Assert.All(floored.Steps, s => Assert.True(s.Deviation >= 0.25));
        Assert.Equal(0.01, plain.Steps[^1].Deviation);
        foreach (var (a, b) in plain.Steps.Zip(floored.Steps))
            Assert.Equal((a.FromClean, a.FromNoisy, Math.Max(a.Deviation, 0.25)), (b.FromClean, b.FromNoisy, b.Deviation));
    }

    [Theory]
    [InlineData(0, 0, "eta above 0")]
    [InlineData(1, 0, "step 10 of 10")]
    [InlineData(-1, 0.1, "chain.eta")]
    [InlineData(1, -0.1, "chain.floor")]
    public void ChainsWithoutADensityAreRefused(double eta, double floor, string says)
    {
        var error = Assert.Throws<ForewarnException>(() => ChainSampler.Ddim(Schedule, 10, eta, floor));
        Assert.Contains(says, error.Message);
        Assert.Equal(ExitCode.Usage, error.ExitCode);
    }
}
