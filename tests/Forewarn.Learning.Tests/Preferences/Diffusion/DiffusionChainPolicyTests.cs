using Forewarn.Core;
using Forewarn.Learning.Policies;
using Forewarn.Learning.Preferences;
using Forewarn.Learning.Tests.Training;
using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Preferences;

public class DiffusionChainPolicyTests
{
    [Theory]
    [InlineData(LogProbReduction.Sum, 0)]
    [InlineData(LogProbReduction.Mean, 0)]
    [InlineData(LogProbReduction.Sum, 3)]
    public void TwoPassesGiveTheGradientOfTheWholeGraph(LogProbReduction reduction, int last)
    {
        using var scope = NewDisposeScope();
        using var small = new SmallChain(new() { Reduction = reduction, LastSteps = last });
        using var pairs = small.Policy.Draw([0, 1, 2, 3], 2, new SeedStream(2));
        small.Disturb();
        var anchor = small.Policy.LogProb(pairs, small.Start).detach();
        Tensor Loss(Tensor sums)
        {
            var moved = (sums - anchor).view(4, 2);
            return (moved[.., 0] - moved[.., 1] - 0.7).pow(2).mean();
        }
        small.Store.ZeroGradients();
        double whole = ((IPreferencePolicy)new OneGraph(small.Policy)).Backward(pairs, Loss);
        float[] wanted = small.Store.Gradients.data<float>().ToArray();
        small.Store.ZeroGradients();
        double twice = small.Policy.Backward(pairs, Loss);
        float[] found = small.Store.Gradients.data<float>().ToArray();
        Assert.Equal(whole, twice, 1e-5 * Math.Abs(whole));
        double scale = wanted.Max(Math.Abs);
        Assert.True(scale > 0);
        for (int i = 0; i < wanted.Length; i++) Assert.InRange(found[i] - wanted[i], -1e-5 * scale, 1e-5 * scale);
    }

    [Fact]
    public void LogProbIsThatOfTheGaussiansItWasDrawnFrom()
    {
        using var scope = NewDisposeScope();
        using var small = new SmallChain(new());
        using var batch = small.Policy.Draw([0, 1], 2, new SeedStream(3));
        Assert.Equal([4, small.Policy.Chain.Steps + 1, small.Policy.Chain.Size], batch.Values.shape);
        var found = small.Policy.LogProb(batch, small.Store).data<float>().ToArray();
        for (int row = 0; row < 4; row++)
        {
            double sum = 0;
            for (int step = 0; step < small.Policy.Chain.Steps; step++)
            {
                var mean = small.Policy.Chain.Mean(small.Start, step, batch.Values.select(1, step));
                sum += ChainDensity.Of(Doubles(batch.Values[row, step + 1]), Doubles(mean[row]),
                    small.Policy.Chain.Deviation(step), LogProbReduction.Sum);
            }
            Assert.Equal(sum, found[row], 1e-3);
        }
    }

    [Fact]
    public void APairSharesItsInitialNoiseAndNothingAfterIt()
    {
        using var scope = NewDisposeScope();
        using var small = new SmallChain(new());
        using var shared = small.Policy.Draw([0, 1], 2, new SeedStream(4));
        Assert.Equal(Doubles(shared.Values[0, 0]), Doubles(shared.Values[1, 0]));
        Assert.NotEqual(Doubles(shared.Values[0, 1]), Doubles(shared.Values[1, 1]));
        Assert.NotEqual(Doubles(shared.Values[0, 0]), Doubles(shared.Values[2, 0]));
        using var apart = new SmallChain(new() { SharedNoise = false });
        using var independent = apart.Policy.Draw([0, 1], 2, new SeedStream(4));
        Assert.NotEqual(Doubles(independent.Values[0, 0]), Doubles(independent.Values[1, 0]));
    }

    [Fact]
    public void StepsThatAreNotTunedKeepTheirWeights()
    {
        using var scope = NewDisposeScope();
        using var small = new SmallChain(new() { LastSteps = 2 });
        int first = small.Policy.First;
        using var before = small.Policy.Draw([0], 4, new SeedStream(5));
        small.Disturb();
        using var after = small.Policy.Draw([0], 4, new SeedStream(5));
        Assert.Equal(Doubles(before.Values[0, first]), Doubles(after.Values[0, first]));
        Assert.NotEqual(Doubles(before.Values[0, first + 1]), Doubles(after.Values[0, first + 1]));
        Assert.Throws<ForewarnException>(() => new ChainOptions { LastSteps = 7 }.Check(6));
    }

    /// <summary>Bytes in use at every call of the network: two passes hold one step's graph whatever the number of steps.</summary>
    [Fact]
    public void MemoryIsThatOfOneStep()
    {
        long few = Peak(4, twoPasses: true), many = Peak(24, twoPasses: true), whole = Peak(24, twoPasses: false);
        Assert.InRange(many, 0, few + (whole - few) / 5);
        Assert.True(whole > 3 * few, $"{few} {many} {whole}");
    }

    [Fact]
    public void TrainingLeavesNoTensorsBehind()
    {
        using var small = new SmallChain(new());
        var counts = new List<long>();
        for (int i = 0; i < 6; i++)
        {
            using (var pairs = small.Policy.Draw([0, 1], 2, new SeedStream(6)))
                small.Policy.Backward(pairs, sums => sums.pow(2).mean());
            if (i > 1) counts.Add(Tensor.TotalCount);
        }
        LiveTensors.RequireNoGrowth(counts);
    }

    private static long Peak(int steps, bool twoPasses)
    {
        using var scope = NewDisposeScope();
        using var small = new SmallChain(new(), steps, hidden: 128);
        using var batch = small.Policy.Draw([.. Enumerable.Range(0, 128)], 4, new SeedStream(7));
        var policy = twoPasses ? (IPreferencePolicy)small.Policy : new OneGraph(small.Policy);
        small.Net.Watch();
        policy.Backward(batch, sums => sums.pow(2).mean());
        return small.Net.Peak;
    }

    private static double[] Doubles(Tensor values) => values.to(ScalarType.Float64).contiguous().data<double>().ToArray();

    /// <summary>The plain form, which keeps the graph of the whole chain.</summary>
    private sealed class OneGraph(DiffusionChainPolicy policy) : IPreferencePolicy
    {
        public ParameterStore Parameters => policy.Parameters;

        public SampleBatch Draw(IReadOnlyList<int> prompts, int perPrompt, SeedStream seed) => policy.Draw(prompts, perPrompt, seed);

        public Tensor LogProb(SampleBatch samples, ParameterStore weights) => policy.LogProb(samples, weights);
    }
}
