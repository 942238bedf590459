using CsCheck;
using Forewarn.Core;
using Forewarn.Learning.Policies;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Policies;

public class PlanGroupsTests
{
    private static readonly Gen<(ulong Seed, int Blobs, int Extra)> Scattered = Gen.Select(Gen.ULong, Gen.Int[1, 5], Gen.Int[0, 4]);

    [Fact]
    public void SeparatedBlobsAreFoundAndMoreGroupsOnlySplitThem() => Scattered.Sample((seed, blobs, extra) =>
    {
        using var scope = NewDisposeScope();
        var (points, blob) = Blobs(seed, blobs);
        var groups = PlanGroups.Of(points, blobs + extra);
        // No group has members of two blobs; without groups to spare, none is split either.
        var pairs = groups.Zip(blob).Distinct().ToArray();
        Assert.Equal(pairs.Length, groups.Distinct().Count());
        if (extra == 0) Assert.Equal(blobs, pairs.Length);
        Assert.All(groups, g => Assert.InRange(g, 0, blobs + extra - 1));
    }, iter: 100);

    [Fact]
    public void GroupsDependOnThePointsAloneNotOnChanceOrOrder() => Scattered.Sample((seed, blobs, _) =>
    {
        using var scope = NewDisposeScope();
        var (points, _) = Blobs(seed, blobs);
        var groups = PlanGroups.Of(points, blobs);
        Assert.Equal(groups, PlanGroups.Of(points, blobs));
        var reversed = PlanGroups.Of(points.flip(0), blobs);
        Array.Reverse(reversed);
        for (int i = 0; i < groups.Length; i++)
            for (int j = 0; j < i; j++) Assert.Equal(groups[i] == groups[j], reversed[i] == reversed[j]);
    }, iter: 50);

    [Fact]
    public void OneGroupHoldsAllAndAsManyAsPointsHoldOneEach()
    {
        using var scope = NewDisposeScope();
        var points = tensor(new[] { 0.0, 1, 2, 4, 8 }).unsqueeze(1);
        Assert.Equal(new long[5], PlanGroups.Of(points, 1));
        Assert.Equal([0, 1, 2, 3, 4], PlanGroups.Of(points, 5).Order());
    }

    [Fact]
    public void MeansTakeAPointFromTheCenterThatFirstHadIt()
    {
        using var scope = NewDisposeScope();
        // From the first centers, 0 and 10, 5.4 is nearer to 10; from the first means, 2 and 8.85, to 2.
        var points = tensor(new[] { 0.0, 4, 5.4, 10, 10, 10 }).unsqueeze(1);
        var groups = PlanGroups.Of(points, 2);
        Assert.Equal([groups[0], groups[0], groups[0], groups[5], groups[5], groups[5]], groups);
        Assert.NotEqual(groups[0], groups[5]);
    }

    [Fact]
    public void EqualPointsAreOneGroup()
    {
        using var scope = NewDisposeScope();
        Assert.Single(PlanGroups.Of(ones(6, 3, ScalarType.Float64), 4).Distinct());
    }

    /// <summary>Unit-wide blobs on a lattice of step 20, eight points each, in turn.</summary>
    private static (Tensor Points, long[] Blob) Blobs(ulong seed, int count)
    {
        var stream = new SeedStream(seed);
        var values = new double[count * 8 * 3];
        var blob = new long[count * 8];
        for (int i = 0; i < blob.Length; i++)
        {
            blob[i] = i % count;
            for (int d = 0; d < 3; d++)
                values[i * 3 + d] = stream.Uniform(-0.5, 0.5) + (d == 0 ? 20 * blob[i] : d == 1 ? 20 * (blob[i] % 2) : 0);
        }
        return (tensor(values).view(-1, 3), blob);
    }
}
