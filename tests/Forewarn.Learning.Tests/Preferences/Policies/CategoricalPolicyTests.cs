using CsCheck;
using Forewarn.Core;
using Forewarn.Learning.Preferences;
using Forewarn.Learning.Tests.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Preferences.Policies;

public sealed class CategoricalPolicyTests
{
    private static readonly double[,] Logits = { { 1, 0, -1 }, { 0, 2, 0.5 } };

    [Fact]
    public void Log_probabilities_are_those_of_the_softmax_over_what_is_on_offer()
    {
        using var policy = new CategoricalPolicy(Logits, offered: [2, 3]);
        double[][] p = policy.Probabilities();
        Assert.Equal(Distribution.Sigmoid(1), p[0][0], 1e-6);
        Assert.Equal(0, p[0][2]);
        double[] full = Distribution.Softmax([0, 2, 0.5]);
        for (int a = 0; a < 3; a++) Assert.Equal(full[a], p[1][a], 1e-6);

        using var samples = new SampleBatch([0, 0, 1], tensor(new long[] { 0, 1, 2 }));
        double[] found = OfLogProb(policy, samples);
        double[] expected = [Math.Log(p[0][0]), Math.Log(p[0][1]), Math.Log(full[2])];
        for (int i = 0; i < 3; i++) Assert.Equal(expected[i], found[i], 1e-6);
    }

    [Fact]
    public void The_gradient_is_one_hot_less_the_probabilities_and_zero_off_the_offer()
    {
        using var policy = new CategoricalPolicy(Logits, offered: [2, 3]);
        using var samples = new SampleBatch([0], tensor(new long[] { 0 }));
        policy.Parameters.ZeroGradients();
        using var scope = NewDisposeScope();
        policy.LogProb(samples, policy.Parameters).sum().backward();
        float[] gradient = policy.Parameters.Gradients.data<float>().ToArray();
        double p = Distribution.Sigmoid(1);
        double[] expected = [1 - p, p - 1, 0, 0, 0, 0];
        for (int i = 0; i < 6; i++) Assert.Equal(expected[i], gradient[i], 1e-6);
    }

    [Fact]
    public void Draws_are_as_frequent_as_they_are_likely_and_repeat_with_the_seed()
    {
        using var policy = new CategoricalPolicy(Logits, offered: [2, 3]);
        using var samples = policy.Draw([1, 0], 20_000, new SeedStream(4));
        Assert.Equal(40_000, samples.Count);
        Assert.Equal(1, samples.Prompts[19_999]);
        Assert.Equal(0, samples.Prompts[20_000]);
        long[] choices = samples.Values.data<long>().ToArray();
        double[][] p = policy.Probabilities();
        for (int a = 0; a < 3; a++)
        {
            Assert.Equal(p[1][a], choices[..20_000].Count(c => c == a) / 20_000.0, 0.012);
            Assert.Equal(p[0][a], choices[20_000..].Count(c => c == a) / 20_000.0, 0.012);
        }
        using var again = policy.Draw([1, 0], 20_000, new SeedStream(4));
        Assert.Equal(choices, again.Values.data<long>().ToArray());
        using var greedy = policy.Greedy([0, 1]);
        Assert.Equal([0L, 1], greedy.Values.data<long>().ToArray());
    }

    [Fact]
    public void The_linear_form_adds_a_score_to_the_base() => Gen.Double[-3, 3].Array[2].Sample(weights =>
    {
        double[,,] features = { { { 1, 0 }, { 0, 1 }, { 0.5, -1 } } };
        using var policy = CategoricalPolicy.Linear(new double[,] { { 0.1, 0.2, 0.3 } }, features);
        policy.Parameters.Import("weights", [(float)weights[0], (float)weights[1]]);
        double[] expected = Distribution.Softmax([0.1 + weights[0], 0.2 + weights[1], 0.3 + 0.5 * weights[0] - weights[1]]);
        double[] found = policy.Probabilities()[0];
        for (int a = 0; a < 3; a++) Assert.Equal(expected[a], found[a], 1e-5);
    }, iter: 20);

    [Fact]
    public void Frozen_weights_keep_their_probabilities()
    {
        using var policy = new CategoricalPolicy(Logits);
        using var frozen = policy.Parameters.Clone();
        using var samples = policy.Draw([0, 1], 3, new SeedStream(1));
        double[] before = OfLogProb(policy, samples);
        policy.Parameters.Import("logits", new float[6]);
        using var scope = NewDisposeScope();
        float[] kept = policy.LogProb(samples, frozen).data<float>().ToArray();
        for (int i = 0; i < before.Length; i++) Assert.Equal(before[i], kept[i], 1e-6);
        Assert.All(OfLogProb(policy, samples), v => Assert.Equal(-Math.Log(3), v, 1e-6));
    }

    [Fact]
    public void Impossible_offers_are_refused()
    {
        Assert.Throws<ForewarnException>(() => new CategoricalPolicy(Logits, offered: [0, 3]));
        Assert.Throws<ForewarnException>(() => new CategoricalPolicy(Logits, offered: [4, 3]));
        Assert.Throws<ForewarnException>(() => new CategoricalPolicy(Logits, offered: [3]));
        Assert.Throws<ForewarnException>(() => new CategoricalPolicy(new[,] { { double.NegativeInfinity } }));
        Assert.Throws<ForewarnException>(() => new CategoricalPolicy(new double[0, 0]));
    }

    [Fact]
    public void Drawing_and_scoring_leave_no_tensor_behind()
    {
        using var policy = new CategoricalPolicy(Logits);
        var counts = new List<long>();
        for (int i = 0; i < 5; i++)
        {
            using var samples = policy.Draw([0, 1], 4, new SeedStream(2));
            using var greedy = policy.Greedy([0, 1]);
            _ = OfLogProb(policy, samples);
            if (i > 1) counts.Add(Tensor.TotalCount);
        }
        LiveTensors.RequireNoGrowth(counts);
    }

    private static double[] OfLogProb(CategoricalPolicy policy, SampleBatch samples) =>
        PairTask.LogProb(policy, samples, policy.Parameters);
}
