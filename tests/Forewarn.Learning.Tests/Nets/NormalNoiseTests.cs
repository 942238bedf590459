using Forewarn.Core;
using Forewarn.Learning.Nets;

namespace Forewarn.Learning.Tests.Nets;

public sealed class NormalNoiseTests
{
    /// <summary>Moments to their standard errors times five; both outputs of a pair apart.</summary>
    [Fact]
    public void Numbers_are_standard_normal_and_pairs_are_uncorrelated()
    {
        var values = new float[1 << 18];
        NormalNoise.Fill(values, new SeedStream(1));
        double n = values.Length;
        Assert.Equal(0, values.Average(v => (double)v), 5 / Math.Sqrt(n));
        Assert.Equal(1, values.Average(v => (double)v * v), 5 * Math.Sqrt(2 / n));
        Assert.Equal(0, values.Average(v => Math.Pow(v, 3)), 5 * Math.Sqrt(15 / n));
        Assert.Equal(3, values.Average(v => Math.Pow(v, 4)), 5 * Math.Sqrt(96 / n));
        foreach (int lag in new[] { 1, 8, 16 })
            Assert.Equal(0, Enumerable.Range(0, values.Length - lag).Average(i => (double)values[i] * values[i + lag]), 5 / Math.Sqrt(n));
        Assert.All(values, v => Assert.True(float.IsFinite(v)));
    }

    /// <summary>Kolmogorov and Smirnov's distance to the normal distribution, at a chance of one in a thousand.</summary>
    [Fact]
    public void Their_distribution_is_normal_in_its_tails_too()
    {
        var values = new float[20_000];
        NormalNoise.Fill(values, new SeedStream(2));
        Array.Sort(values);
        double distance = 0;
        for (int i = 0; i < values.Length; i++)
            distance = Math.Max(distance, Math.Abs((i + 0.5) / values.Length - Cumulative(values[i])));
        Assert.InRange(distance * Math.Sqrt(values.Length), 0, 1.95);
        // Expected beyond 3: 54; the standard deviation is 7.
        Assert.InRange(values.Count(v => Math.Abs(v) > 3), 25, 90);
    }

    [Fact]
    public void Any_length_is_the_beginning_of_a_longer_one_and_takes_whole_blocks_of_draws()
    {
        var all = new float[64];
        NormalNoise.Fill(all, new SeedStream(9));
        for (int length = 0; length <= 64; length++)
        {
            var seed = new SeedStream(9);
            var some = new float[length];
            NormalNoise.Fill(some, seed);
            Assert.Equal(all[..length], some);
            Assert.Equal((ulong)((length + 15) / 16 * 8), seed.Position);
        }
    }

    private static double Cumulative(double x)
    {
        // Simpson's rule over the density from 0; exact to 1e-6 here.
        const int steps = 60;
        double h = x / steps, sum = 0;
        for (int i = 0; i <= steps; i++)
            sum += (i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2) * Math.Exp(-0.5 * (i * h) * (i * h));
        return 0.5 + sum * h / 3 / Math.Sqrt(Math.Tau);
    }
}
