using CsCheck;
using Forewarn.Core;
using Forewarn.Learning.Preferences;
using Forewarn.Learning.Tests.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Preferences.Policies;

public sealed class GaussianPolicyTests
{
    [Theory]
    [InlineData(LogProbReduction.Sum)]
    [InlineData(LogProbReduction.Mean)]
    public void Log_probabilities_are_normal_densities(LogProbReduction reduction)
    {
        using var policy = new GaussianPolicy(new double[,] { { 1, 0 }, { 1, 2 } }, 2, std: 0.5, reduction);
        policy.Parameters.Import("mean", [1, -1, 0.5f, 0]);
        policy.Parameters.Import("log_std", [-0.5f, 0, 0.1f, 0.2f]);
        using var samples = new SampleBatch([1], tensor(new[] { 1.5f, 2f }).view(1, 2));
        // Prompt 1 has features (1, 2): mean (2, -1), log deviation (-0.3, 0.4).
        double[] parts = [Normal(1.5, 2, Math.Exp(-0.3)), Normal(2, -1, Math.Exp(0.4))];
        double expected = reduction == LogProbReduction.Sum ? parts.Sum() : parts.Average();
        Assert.Equal(expected, PairTask.LogProb(policy, samples, policy.Parameters)[0], 1e-5);
    }

    [Fact]
    public void Draws_have_the_moments_of_the_policy()
    {
        using var policy = GaussianPolicy.Table(2, 1, std: 0.5);
        policy.Parameters.Import("mean", [3, -1]);
        using var samples = policy.Draw([0, 1], 20_000, new SeedStream(6));
        float[] values = samples.Values.data<float>().ToArray();
        Assert.Equal(3, values[..20_000].Average(), 0.02);
        Assert.Equal(-1, values[20_000..].Average(), 0.02);
        Assert.Equal(0.25, values[..20_000].Average(v => (v - 3) * (v - 3)), 0.01);
        using var greedy = policy.Greedy([1]);
        Assert.Equal(-1, greedy.Values.item<float>());
        using var again = policy.Draw([0, 1], 20_000, new SeedStream(6));
        Assert.Equal(values, again.Values.data<float>().ToArray());
    }

    /// <summary>
    /// From N(0, 1/4) and the reward -(a - 1)² with eta 1, the exact step is N(1/3, 1/6): there REBEL's regression leaves nothing over.
    /// </summary>
    [Fact]
    public void The_exact_step_on_a_quadratic_reward_has_no_residual()
    {
        using var policy = GaussianPolicy.Table(1, 1, std: 0.5);
        using var samples = policy.Draw([0], 200, new SeedStream(7));
        double[] old = PairTask.LogProb(policy, samples, policy.Parameters);
        policy.Parameters.Import("mean", [1 / 3f]);
        policy.Parameters.Import("log_std", [(float)(0.5 * Math.Log(1 / 6.0))]);
        double[] now = PairTask.LogProb(policy, samples, policy.Parameters);
        float[] a = samples.Values.data<float>().ToArray();
        for (int i = 0; i < 200; i += 2)
        {
            double ratio = PairedLogRatio.Of(now[i], old[i], now[i + 1], old[i + 1]);
            double rewards = -(a[i] - 1.0) * (a[i] - 1.0) + (a[i + 1] - 1.0) * (a[i + 1] - 1.0);
            Assert.Equal(0, RebelLoss.Of(ratio, rewards, eta: 1), 1e-9);
        }
    }

    [Fact]
    public void The_mean_of_parts_is_the_sum_over_their_number() => Gen.Int[1, 6].Sample(actions =>
    {
        using var sum = GaussianPolicy.Table(1, actions);
        using var mean = GaussianPolicy.Table(1, actions, reduction: LogProbReduction.Mean);
        using var samples = sum.Draw([0], 3, new SeedStream(8));
        double[] whole = PairTask.LogProb(sum, samples, sum.Parameters), part = PairTask.LogProb(mean, samples, mean.Parameters);
        for (int i = 0; i < 3; i++) Assert.Equal(whole[i] / actions, part[i], 1e-5);
    }, iter: 10);

    [Fact]
    public void Nothing_to_decide_and_wild_deviations_are_refused()
    {
        Assert.Throws<ForewarnException>(() => new GaussianPolicy(new double[0, 0], 1));
        Assert.Throws<ForewarnException>(() => GaussianPolicy.Table(1, 0));
        Assert.Throws<ForewarnException>(() => GaussianPolicy.Table(1, 1, std: 0));
        Assert.Throws<ForewarnException>(() => GaussianPolicy.Table(1, 1, std: double.NaN));
    }

    [Fact]
    public void Drawing_and_scoring_leave_no_tensor_behind()
    {
        using var policy = GaussianPolicy.Table(2, 3);
        var counts = new List<long>();
        for (int i = 0; i < 5; i++)
        {
            using var samples = policy.Draw([0, 1], 4, new SeedStream(2));
            using var greedy = policy.Greedy([0, 1]);
            _ = PairTask.LogProb(policy, samples, policy.Parameters);
            if (i > 1) counts.Add(Tensor.TotalCount);
        }
        LiveTensors.RequireNoGrowth(counts);
    }

    private static double Normal(double x, double mean, double std) =>
        -0.5 * (x - mean) * (x - mean) / (std * std) - Math.Log(std) - 0.5 * Math.Log(2 * Math.PI);
}
