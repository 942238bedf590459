using Forewarn.Core;
using Forewarn.Learning.Preferences;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Preferences;

public class LinearGaussianChainTests
{
    private const double Eta = 0.8, Reward = 1.5;
    private static readonly double[] Exact = [0.048, 0.0648, 0.08064, 0.1008];

    private static LinearGaussianChain Chain => new([0.6, 0.7, 0.8, 0.9], [0.1, -0.2, 0.05, 0.3], [0.2, 0.3, 0.4, 0.5]);

    [Fact]
    public void TheTiltHasItsClosedForm()
    {
        var shifts = Chain.ExactShifts(Eta, Reward);
        for (int k = 0; k < 4; k++) Assert.Equal(Exact[k], shifts[k], 1e-12);
        Assert.Equal(0.101800, Chain.MeanOfSample(new double[4]), 1e-6);
        Assert.Equal(0.256418, Chain.MeanOfSample(shifts), 1e-6);
        Assert.Equal(0.366153, Chain.MeanOfFullTilt(Eta, Reward), 1e-6);
    }

    [Fact]
    public void SharedNoiseMakesTheRegressionExact()
    {
        for (int repeat = 0; repeat < 20; repeat++)
        {
            var (shifts, residual, _) = Chain.LeastSquares(Eta, Reward, 64, true, new SeedStream(3).Child("pairs", repeat));
            for (int k = 0; k < 4; k++) Assert.Equal(Exact[k], shifts[k], 1e-6);
            Assert.InRange(residual, 0, 1e-25);
        }
    }

    [Fact]
    public void IndependentNoiseIsRightOnAverageOnly()
    {
        const int repeats = 400;
        double[] mean = new double[4], square = new double[4], wanted = [0.0086, 0.0139, 0.0182, 0.0237];
        double left = 0;
        for (int repeat = 0; repeat < repeats; repeat++)
        {
            var (shifts, residual, _) = Chain.LeastSquares(Eta, Reward, 64, false, new SeedStream(4).Child("pairs", repeat));
            left += residual / repeats;
            for (int k = 0; k < 4; k++)
            {
                mean[k] += shifts[k] / repeats;
                square[k] += shifts[k] * shifts[k] / repeats;
            }
        }
        Assert.InRange(left, 0.2, 0.3);
        for (int k = 0; k < 4; k++)
        {
            double deviation = Math.Sqrt(square[k] - mean[k] * mean[k]);
            Assert.InRange(deviation / wanted[k], 0.85, 1.15);
            Assert.InRange(Math.Abs(mean[k] - Exact[k]), 0, 4 * deviation / Math.Sqrt(repeats));
        }
    }

    [Fact]
    public void DescentOnSampledPairsThroughTheChainFindsTheTilt()
    {
        using var scope = NewDisposeScope();
        using var store = Chain.Declare(new(new SeedStream(1)));
        using var policy = new DiffusionChainPolicy(Chain, store, new());
        using var pairs = policy.Draw([.. Enumerable.Range(0, 64)], 2, new SeedStream(5));
        var old = policy.LogProb(pairs, store).detach();
        var reward = pairs.Values.select(1, 4).squeeze(1) * Reward;
        var target = Eta * (reward.view(64, 2)[.., 0] - reward.view(64, 2)[.., 1]);
        for (int step = 0; step < 400; step++)
        {
            using var one = NewDisposeScope();
            store.ZeroGradients();
            policy.Backward(pairs, sums =>
            {
                var moved = (sums - old).view(64, 2);
                return (moved[.., 0] - moved[.., 1] - target).pow(2).mean();
            });
            using var guard = no_grad();
            store.Values.sub_(store.Gradients * 0.01);
        }
        float[] found = store.Export("shift");
        for (int k = 0; k < 4; k++) Assert.InRange(found[k] / Exact[k], 0.98, 1.02);
    }
}
