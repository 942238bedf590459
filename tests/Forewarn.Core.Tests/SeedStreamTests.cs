using CsCheck;

namespace Forewarn.Core.Tests;

public sealed class SeedStreamTests
{
    [Fact]
    public void A_copied_stream_resumes_bit_exactly()
    {
        Gen.Select(Gen.ULong, Gen.Int[0, 200]).Sample((key, skipped) =>
        {
            var stream = new SeedStream(key);
            for (int i = 0; i < skipped; i++) stream.NextUInt64();
            var resumed = new SeedStream(stream.Key, stream.Position);
            for (int i = 0; i < 16; i++) Assert.Equal(stream.NextUInt64(), resumed.NextUInt64());
        });
    }

    [Fact]
    public void A_named_stream_does_not_depend_on_what_else_was_drawn()
    {
        var quiet = new SeedStreams(7);
        var busy = new SeedStreams(7);
        for (int i = 0; i < 100; i++) busy.Stream("other", i).NextUInt64();
        Assert.Equal(quiet.Stream("proposals", 3).NextUInt64(), busy.Stream("proposals", 3).NextUInt64());
    }

    [Fact]
    public void Neighbouring_roots_names_and_indices_give_different_keys()
    {
        var keys = new HashSet<ulong>();
        int count = 0;
        for (ulong root = 0; root < 20; root++)
        {
            foreach (string name in new[] { "a", "b", "ab", "ba", "" })
            {
                for (int index = -20; index < 20; index++, count++) keys.Add(new SeedStreams(root).Stream(name, index).Key);
            }
        }

        Assert.Equal(count, keys.Count);
    }

    [Fact]
    public void Uniform_draws_pass_a_chi_square_test()
    {
        const int Cells = 64, Draws = 64_000;
        var stream = new SeedStreams(1).Stream("chi-square");
        var seen = new int[Cells];
        for (int i = 0; i < Draws; i++) seen[stream.Next(Cells)]++;
        double expected = (double)Draws / Cells;
        double statistic = seen.Sum(n => (n - expected) * (n - expected) / expected);

        // 63 degrees of freedom: the 0.999 quantile is 103.4; a smaller statistic than 27 would be too even to be random.
        Assert.InRange(statistic, 27.0, 103.4);
    }

    [Fact]
    public void Normal_draws_have_the_moments_of_a_standard_normal()
    {
        const int Draws = 200_000;
        var stream = new SeedStreams(2).Stream("normal");
        double m1 = 0, m2 = 0, m3 = 0, m4 = 0;
        for (int i = 0; i < Draws; i++)
        {
            double x = stream.NextNormal();
            m1 += x;
            m2 += x * x;
            m3 += x * x * x;
            m4 += x * x * x * x;
        }

        // Five standard errors each: var(x^p) / n with moments 1, 3, 15, 105.
        double se = Math.Sqrt(1.0 / Draws);
        Assert.InRange(m1 / Draws, -5 * se, 5 * se);
        Assert.InRange(m2 / Draws, 1 - 5 * se * Math.Sqrt(2), 1 + 5 * se * Math.Sqrt(2));
        Assert.InRange(m3 / Draws, -5 * se * Math.Sqrt(15), 5 * se * Math.Sqrt(15));
        Assert.InRange(m4 / Draws, 3 - 5 * se * Math.Sqrt(96), 3 + 5 * se * Math.Sqrt(96));
    }

    [Fact]
    public void Shuffle_keeps_every_item()
    {
        Gen.Select(Gen.ULong, Gen.Int.Array[0, 50]).Sample((key, items) =>
        {
            int[] shuffled = [.. items];
            new SeedStream(key).Shuffle<int>(shuffled);
            Assert.Equal(items.Order(), shuffled.Order());
        });
    }

    [Fact]
    public void An_empty_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SeedStream(1).Next(0));
}
