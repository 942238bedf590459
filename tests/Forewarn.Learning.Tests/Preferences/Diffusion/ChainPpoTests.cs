using Forewarn.Core;
using Forewarn.Learning.Preferences;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Preferences;

public class ChainPpoTests
{
    [Fact]
    public void TheBandWidensTowardTheCleanEndAndLaterStepsCountMore()
    {
        var options = new ChainPpoOptions();
        Assert.Equal(0.001, options.Clip(0, 10), 1e-12);
        Assert.Equal(0.01, options.Clip(9, 10), 1e-12);
        Assert.Equal(0.001 + 0.009 * (Math.Exp(3 * 4 / 9.0) - 1) / (Math.Exp(3) - 1), options.Clip(4, 10), 1e-12);
        Assert.Equal(1, options.Weight(9, 10), 1e-12);
        Assert.Equal(Math.Pow(0.99, 9), options.Weight(0, 10), 1e-12);
        Assert.Throws<ForewarnException>(() => new ChainPpoOptions { ClipFirst = 0.1 }.Validate());
    }

    [Fact]
    public void TheFirstGradientIsThePolicyGradientOfTheChain()
    {
        using var scope = NewDisposeScope();
        using var small = new SmallChain(new() { Reduction = LogProbReduction.Mean });
        var reward = new LastNumber();
        var online = new OnlineOptions { Prompts = 8, PerPrompt = 4, InnerEpochs = 2, KlCoefficient = 0 };
        var ppo = new ChainPpoOptions { Discount = 1, LowestElement = -1e6, HighestElement = 1e6 };
        using var task = new ChainPpoTask(small.Policy, reward, ppo, online, 8, () => new Dictionary<string, double>());
        var figures = task.Step(0, new SeedStream(3));
        float[] found = small.Store.Gradients.data<float>().ToArray();
        Assert.Equal(0, figures["policy/approxkl"], 1e-5);
        Assert.False(task.CanPause);
        // The same round by hand: advantage times the log-probability of the whole chain, over the number of steps.
        small.Store.ZeroGradients();
        double[] advantages = Baselines.Standardized(Baselines.LeaveOneOut(reward.Last!, 4));
        using var round = reward.Samples!;
        small.Policy.Backward(round, sums => -(sums * tensor(advantages).to(ScalarType.Float32)).mean() / 6);
        float[] wanted = small.Store.Gradients.data<float>().ToArray();
        double scale = wanted.Max(Math.Abs);
        for (int i = 0; i < wanted.Length; i++) Assert.InRange(found[i] - wanted[i], -1e-4 * scale, 1e-4 * scale);
    }

    /// <summary>The last number of the plan, and what it was asked about.</summary>
    private sealed class LastNumber : ISampleReward
    {
        public double[]? Last { get; private set; }

        public SampleBatch? Samples { get; private set; }

        public double[] Score(SampleBatch samples)
        {
            using var scope = NewDisposeScope();
            Samples = samples.Select([.. Enumerable.Range(0, samples.Count)]);
            return Last = samples.Values.select(1, 6).select(1, 2).to(ScalarType.Float64).contiguous().data<double>().ToArray();
        }
    }
}
