using Forewarn.Core;
using Forewarn.Learning.Policies;
using Forewarn.Learning.Preferences;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Preferences;

public class PosteriorChainsTests
{
    private static readonly NoiseSchedule Schedule = new(50);
    private static readonly ChainSampler Sampler = ChainSampler.Ddim(Schedule, 10, 1, 0.1);

    /// <summary>Every state on the way must have the signal and the noise of its level.</summary>
    [Fact]
    public void ChainsFollowTheForwardProcess()
    {
        using var scope = NewDisposeScope();
        var plans = tensor((float[])[2, -1]).view(1, 2).expand(20000, 2).contiguous();
        var chains = PosteriorChains.Of(plans, 1, Sampler, new SeedStream(1));
        Assert.Equal([20000, 11, 2], chains.shape);
        for (int step = 1; step < 10; step++)
        {
            double share = Schedule.SignalShare(Sampler.Steps[step].Level);
            var state = chains.select(1, step);
            // The chain starts from pure noise, where the process would keep a hundredth of the plan.
            Assert.Equal(2 * Math.Sqrt(share), state.select(1, 0).mean().ToDouble(), 0.04);
            Assert.Equal(-Math.Sqrt(share), state.select(1, 1).mean().ToDouble(), 0.04);
            Assert.Equal(Math.Sqrt(1 - share), state.std(0).mean().ToDouble(), 0.03);
        }
        Assert.True(chains.select(1, 10).equal(plans).all().ToBoolean());
    }

    [Fact]
    public void ThePlansOfAPairShareAllNoise()
    {
        using var scope = NewDisposeScope();
        var first = tensor((float[])[1, 2, 3, 4]).view(2, 2);
        using var pairs = PosteriorChains.OfPairs([7, 9], first, -first, 3, Sampler, new SeedStream(2));
        Assert.Equal([7, 7, 7, 7, 7, 7, 9, 9, 9, 9, 9, 9], pairs.Prompts);
        for (int row = 0; row < 12; row += 2)
        {
            Assert.True(pairs.Values[row, 0].equal(pairs.Values[row + 1, 0]).all().ToBoolean());
            Assert.True(pairs.Values[row, 10].equal(first[row / 6]).all().ToBoolean());
            Assert.True(pairs.Values[row + 1, 10].equal(-first[row / 6]).all().ToBoolean());
            // What is left when the plans are taken off is the same noise.
            var sum = pairs.Values[row, 5] - pairs.Values[row + 1, 5];
            double signal = 2 * Math.Sqrt(Schedule.SignalShare(Sampler.Steps[5].Level));
            Assert.InRange((sum - first[row / 6] * signal).abs().max().ToDouble(), 0, 0.1 * signal);
        }
        Assert.False(pairs.Values[0, 0].equal(pairs.Values[2, 0]).all().ToBoolean());
    }
}
