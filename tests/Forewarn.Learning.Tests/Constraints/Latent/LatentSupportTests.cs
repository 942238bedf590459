using Forewarn.Core;
using Forewarn.Learning.Constraints.Latent;
using Xunit;

namespace Forewarn.Learning.Tests.Constraints.Latent;

public sealed class LatentSupportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("forewarn-support-").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    /// <summary>A pair that always moves together: off its line is far, however usual each number is by itself.</summary>
    [Fact]
    public void Distance_knows_correlations()
    {
        var (support, _) = Fit(4000, seed =>
        {
            double a = seed.NextNormal();
            return [(float)a, (float)(a + 0.1 * seed.NextNormal()), (float)seed.NextNormal()];
        });
        double along = support.Distance([1.5f, 1.5f, 0]), across = support.Distance([1.5f, -1.5f, 0]);
        Assert.InRange(along, 0.5, 1.2);
        Assert.True(across > 5 * along, $"{across} against {along}");
    }

    [Fact]
    public void Training_states_are_near_one()
    {
        var (support, states) = Fit(2000, seed => [.. Enumerable.Range(0, 8).Select(_ => (float)(3 + 0.2 * seed.NextNormal()))]);
        var stats = LatentSupport.Standardization(states, [.. Enumerable.Range(0, states.Count)]);
        double mean = Enumerable.Range(0, states.Count).Average(i =>
        {
            float[] x = [.. states.Latent(i).ToArray().Select((z, c) => (z - stats.Mean[c]) / stats.Std[c])];
            return Math.Pow(support.Distance(x), 2);
        });
        Assert.Equal(1, mean, 0.02);
    }

    [Fact]
    public void A_latent_that_never_varied_does_not_divide_by_nothing()
    {
        var (support, _) = Fit(200, seed => [(float)seed.NextNormal(), 2]);
        Assert.True(double.IsFinite(support.Distance([1, 1])));
    }

    private (LatentSupport Support, LatentStates States) Fit(int count, Func<SeedStream, float[]> draw)
    {
        var seed = new SeedStream(7);
        var list = new LatentStateList(draw(new SeedStream(1)).Length, 1);
        for (int i = 0; i < count; i++) list.Add(draw(seed), 1, LatentTruth.Safe, i, 0);
        LatentStates.Write(LatentStates.Part(_folder, 0), list, "world", "test");
        var states = LatentStates.Load(_folder);
        int[] rows = [.. Enumerable.Range(0, count)];
        return (LatentSupport.Fit(states, LatentSupport.Standardization(states, rows), rows, new SeedStream(2)), states);
    }
}
