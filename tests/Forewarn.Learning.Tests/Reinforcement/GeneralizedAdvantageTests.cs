using CsCheck;
using Forewarn.Learning.Reinforcement;

namespace Forewarn.Learning.Tests.Reinforcement;

public sealed class GeneralizedAdvantageTests
{
    /// <summary>Environment 0 is cut by a time limit at the end, environment 1 dies in the middle.</summary>
    [Fact]
    public void Hand_numbers()
    {
        float[] rewards = [1, 1, 2, 1, 3, 1];
        float[] values = [0.5f, 0, 1, 2, 1.5f, 4];
        float[] next = [1, 2, 1.5f, 0, 2, 3];
        float[] ends = [0, 0, 0, 1, 1, 0];
        var advantages = new float[6];
        GeneralizedAdvantage.Estimate(2, rewards, values, next, ends, 0.5, 0.5, advantages);
        // 0: d = 1, 1.75, 2.5; 1: d = 2, -1, -1.5, and the last row belongs to the next episode.
        Assert.Equal([1 + 0.25f * 2.375f, 2 - 0.25f, 1.75f + 0.25f * 2.5f, -1, 2.5f, -1.5f], advantages);
    }

    /// <summary>With lambda 1 an advantage is the discounted sum of rewards to the end and the last value, less the value.</summary>
    [Fact]
    public void Lambda_one_is_the_discounted_return() => Gen.Select(
        Gen.Float[-2, 2].Array[12], Gen.Float[-2, 2].Array[13], Gen.Int[0, 11], Gen.Double[0, 0.99]).Sample((rewards, values, end, gamma) =>
    {
        var ends = new float[12];
        ends[end] = 1;
        float[] next = [.. values[1..]];
        next[end] = 0;
        var advantages = new float[12];
        GeneralizedAdvantage.Estimate(1, rewards, values.AsSpan(0, 12), next, ends, gamma, 1, advantages);
        for (int t = 0; t < 12; t++)
        {
            int last = t <= end ? end : 11;
            double sum = 0;
            for (int k = t; k <= last; k++) sum += Math.Pow(gamma, k - t) * rewards[k];
            sum += Math.Pow(gamma, last - t + 1) * next[last];
            Assert.Equal(sum - values[t], advantages[t], 1e-4);
        }
    });
}
