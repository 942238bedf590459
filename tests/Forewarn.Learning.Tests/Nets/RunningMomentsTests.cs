using CsCheck;
using Forewarn.Core;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Tests.Training;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Tests.Nets;

public sealed class RunningMomentsTests
{
    /// <summary>Mean and population variance in any pieces, empty ones among them; the prior weighs a ten thousandth of a row.</summary>
    [Fact]
    public void Moments_in_pieces_are_those_of_two_passes() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[0, 60].Array[3, 8], Gen.Double[-5, 5], Gen.ULong).Sample((width, pieces, offset, seed) =>
        {
            if (pieces.Sum() < 20) return;
            var moments = new RunningMoments(width);
            var all = new List<float>();
            var stream = new SeedStream(seed);
            foreach (int rows in pieces)
            {
                float[] piece = [.. Enumerable.Range(0, rows * width).Select(_ => (float)(offset + 2 * stream.NextNormal()))];
                moments.Observe(piece);
                all.AddRange(piece);
            }
            for (int c = 0; c < width; c++)
            {
                double[] column = [.. all.Where((_, i) => i % width == c).Select(v => (double)v)];
                double mean = column.Average(), variance = column.Average(v => (v - mean) * (v - mean));
                Assert.Equal(mean, moments.Mean[c], 1e-4);
                Assert.Equal(variance, moments.Variance[c], 1e-3);
            }
        }, iter: 60);

    [Fact]
    public void Normalized_rows_have_zero_mean_and_unit_variance_within_the_limit()
    {
        var moments = new RunningMoments(2);
        var rows = new float[4000];
        new SeedStream(1).FillNormal(rows);
        for (int i = 0; i < rows.Length; i++) rows[i] = 3 + (1 + 4 * (i % 2)) * rows[i];
        moments.Observe(rows);
        float[] normalized = [.. rows], limited = [.. rows];
        moments.Normalize(normalized);
        moments.Normalize(limited, 1.5f);
        for (int c = 0; c < 2; c++)
        {
            var column = normalized.Where((_, i) => i % 2 == c).ToArray();
            Assert.Equal(0, column.Average(), 1e-3);
            Assert.Equal(1, column.Average(v => v * v), 1e-3);
        }
        Assert.Equal(1.5f, limited.Max());
        Assert.Equal(-1.5f, limited.Min());
    }

    [Fact]
    public void A_loaded_state_continues_bit_by_bit()
    {
        using var folder = new TemporaryFolder();
        RunningMoments original = new(3), copy = new(3);
        original.Observe([1, 2, 3, 4, 5, 6]);
        var writer = new SnapshotWriter();
        writer.Add("moments", original);
        writer.Write(folder.File("m"), new Dictionary<string, string>());
        using (var reader = SnapshotReader.Open(folder.File("m"))) reader.Restore("moments", copy);
        original.Observe([9, 8, 7]);
        copy.Observe([9, 8, 7]);
        Assert.Equal(original.Mean, copy.Mean);
        Assert.Equal(original.Variance, copy.Variance);
    }
}
