using CsCheck;

namespace Forewarn.Core.Tests;

public sealed class SeedStreamTests
{
    [Fact]
    public void ADrawDependsOnKeyAndPositionOnly() =>
        Gen.Select(Gen.ULong, Gen.Int[0, 50]).Sample((key, skip) =>
        {
            var stream = new SeedStream(key);
            for (int i = 0; i < skip; i++) stream.NextUInt64();
            var resumed = new SeedStream(key, stream.Position);
            Assert.Equal(stream.NextUInt64(), resumed.NextUInt64());
            Assert.Equal(stream.Position, resumed.Position);
        });

    [Fact]
    public void NamedStreamsDoNotDependOnWhatElseWasDrawn()
    {
        var seeds = new SeedStreams(11);
        ulong alone = seeds.Stream("proposals", 4).NextUInt64();
        for (int i = 0; i < 9; i++) seeds.Stream("noise", i).NextUInt64();
        Assert.Equal(alone, new SeedStreams(11).Stream("proposals", 4).NextUInt64());
        Assert.Equal(seeds.Stream("a").Child("b", 3).Key, new SeedStreams(11).Stream("a").Child("b", 3).Key);
    }

    [Fact]
    public void KeysDoNotCollide()
    {
        var keys = new HashSet<ulong>();
        for (ulong root = 0; root < 20; root++)
            foreach (string name in new[] { "proposals", "proposal", "noise", "" })
                for (long index = -50; index < 50; index++)
                    Assert.True(keys.Add(new SeedStreams(root).Stream(name, index).Key));
    }

    [Fact]
    public void StreamsOfEquidistantRootsAreUnrelated()
    {
        Assert.InRange(SecondDifference((root, i) => First(new SeedStreams(root).Stream("x"), i)), 0, 60);
        Assert.InRange(SecondDifference((root, i) => First(new SeedStreams(5).Stream("x", (long)root), i)), 0, 60);
        SeedStream parent = new SeedStreams(5).Stream("x");
        Assert.InRange(SecondDifference((root, i) => First(parent.Child("y", (long)root), i)), 0, 60);
        // The same measure finds what it is meant to find: seeded System.Random is linear in its seed.
        Assert.True(SecondDifference((root, i) =>
        {
            var random = new Random((int)root);
            for (int k = 0; k < i; k++) random.NextDouble();
            return random.NextDouble();
        }) > 1000);
    }

    [Fact]
    public void NeighboringStreamsAreNotShiftedCopiesOfEachOther()
    {
        const int Draws = 2000;
        var seen = new HashSet<ulong>();
        for (int index = 0; index < 50; index++)
        {
            SeedStream stream = new SeedStreams(1).Stream("shift", index);
            for (int i = 0; i < Draws; i++) Assert.True(seen.Add(stream.NextUInt64()));
        }
    }

    [Fact]
    public void UniformsFillTheirBinsEvenly()
    {
        var stream = new SeedStreams(3).Stream("uniform");
        Assert.InRange(ChiSquare(Enumerable.Range(0, 20_000).Select(_ => stream.NextDouble())), 2, 60);
        const int Most = 7_000_000;
        Assert.InRange(ChiSquare(Enumerable.Range(0, 20_000).Select(_ => (stream.Next(Most) + 0.5) / Most)), 2, 60);
    }

    [Fact]
    public void NormalsHaveTheMomentsOfANormal()
    {
        var values = new float[200_000];
        new SeedStreams(4).Stream("normal").FillNormal(values);
        double mean = values.Average(v => (double)v);
        double Moment(int order) => values.Average(v => Math.Pow(v - mean, order));
        // Five standard errors each: 1, sqrt 2, sqrt 15 and sqrt 96 over sqrt n.
        double error = 5 / Math.Sqrt(values.Length);
        Assert.InRange(mean, -error, error);
        Assert.InRange(Moment(2), 1 - 1.42 * error, 1 + 1.42 * error);
        Assert.InRange(Moment(3), -3.9 * error, 3.9 * error);
        Assert.InRange(Moment(4), 3 - 9.8 * error, 3 + 9.8 * error);
        Assert.All(values, v => Assert.True(float.IsFinite(v)));
    }

    [Fact]
    public void AShuffleIsAPermutationAndEveryPlaceIsEquallyLikely()
    {
        const int Rounds = 12_000, Items = 6;
        var stream = new SeedStreams(5).Stream("shuffle");
        var counts = new int[Items, Items];
        for (int round = 0; round < Rounds; round++)
        {
            int[] items = [.. Enumerable.Range(0, Items)];
            stream.Shuffle<int>(items);
            Assert.Equal(Enumerable.Range(0, Items), items.Order());
            for (int place = 0; place < Items; place++) counts[items[place], place]++;
        }
        // Five standard deviations of a binomial of 12 000 at 1/6.
        foreach (int count in counts) Assert.InRange(count, 2000 - 205, 2000 + 205);
    }

    [Fact]
    public void AnEmptyRangeIsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => new SeedStream(1).Next(0));

    [Fact]
    public void BoundsAreKept() =>
        Gen.Select(Gen.ULong, Gen.Int[1, int.MaxValue], Gen.Double[-1e6, 1e6], Gen.Double[0, 1e6]).Sample(t =>
        {
            (ulong key, int count, double low, double width) = t;
            var stream = new SeedStream(key);
            Assert.InRange(stream.Next(count), 0, count - 1);
            Assert.InRange(stream.NextDouble(), 0, Math.BitDecrement(1.0));
            Assert.InRange(stream.Uniform(low, low + width), low, low + width);
        });

    private static double First(SeedStream stream, int skip)
    {
        for (int i = 0; i < skip; i++) stream.NextDouble();
        return stream.NextDouble();
    }

    /// <summary>
    /// Worst chi-square (19 degrees of freedom) of u(s) - 2 u(s + d) + u(s + 2d) modulo 1 over distances and positions:
    /// uniform for unrelated streams, one constant for a generator that is linear in its seed.
    /// </summary>
    private static double SecondDifference(Func<ulong, int, double> draw)
    {
        double worst = 0;
        foreach (ulong d in new ulong[] { 1, 2, 1000 })
        {
            foreach (int position in new[] { 0, 1, 7 })
            {
                worst = Math.Max(worst, ChiSquare(Enumerable.Range(1, 2000).Select(s =>
                {
                    ulong seed = (ulong)s * 17;
                    double middle = draw(seed + d, position);
                    double difference = draw(seed, position) - 2 * middle + draw(seed + 2 * d, position);
                    return difference - Math.Floor(difference);
                })));
            }
        }
        return worst;
    }

    private static double ChiSquare(IEnumerable<double> values)
    {
        const int Bins = 20;
        var counts = new int[Bins];
        foreach (double v in values) counts[Math.Min((int)(v * Bins), Bins - 1)]++;
        double expected = counts.Sum() / (double)Bins;
        return counts.Sum(c => (c - expected) * (c - expected) / expected);
    }
}
