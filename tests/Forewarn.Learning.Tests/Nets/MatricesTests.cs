using CsCheck;
using Forewarn.Core;
using Forewarn.Learning.Nets;

namespace Forewarn.Learning.Tests.Nets;

public sealed class MatricesTests
{
    private const double Tolerance = 2e-6;

    /// <summary>Every path by sizes: one row, few rows, one column, half tiles, borders.</summary>
    [Fact]
    public void Products_of_all_small_sizes_agree_with_double_precision()
    {
        for (int m = 1; m <= 17; m++)
            for (int k = 1; k <= 11; k++)
                for (int n = 1; n <= 36; n++) Check(m, k, n, new SeedStream((ulong)(m * 10_000 + k * 100 + n)));
    }

    /// <summary>Depths over several panels.</summary>
    [Fact]
    public void Products_of_larger_sizes_agree_with_double_precision() =>
        Gen.Select(Gen.Int[1, 70], Gen.Int[12, 900], Gen.Int[1, 100], Gen.ULong).Sample((m, k, n, seed) => Check(m, k, n, new(seed)), iter: 60);

    /// <summary>A policy acts alike alone and among others.</summary>
    [Fact]
    public void A_row_of_a_product_does_not_depend_on_the_number_of_rows() =>
        Gen.Select(Gen.Int[2, 40], Gen.Int[1, 600], Gen.Int[1, 70], Gen.ULong).Sample((m, k, n, seed) =>
        {
            var (a, b, bias) = (Normal(m * k, seed), Normal(k * n, seed + 1), Normal(n, seed + 2));
            float[] all = new float[m * n], one = new float[n];
            Matrices.Product(a, b, bias, all, m, k, n, 0);
            for (int i = 0; i < m; i++)
            {
                Matrices.Product(a.AsSpan(i * k, k), b, bias, one, 1, k, n, 0);
                Assert.Equal(one, all[(i * n)..((i + 1) * n)]);
            }
        }, iter: 60);

    /// <summary>What processors without wide vectors run gives the same bits.</summary>
    [Fact]
    public unsafe void Tiles_of_both_widths_give_the_same_bits()
    {
        const int depth = 37, width = Tiles.Width;
        float[] a = Normal(8 * depth, 1), b = Normal(depth * width, 2), start = Normal(8 * width, 3);
        float[] wide = new float[8 * width], narrow = new float[8 * width];
        fixed (float* pa = a, pb = b, ps = start, pw = wide, pn = narrow)
        {
            Tiles.Wide512(pa, depth, 1, pb, width, depth, ps, width, pw, width, 0.01f);
            for (int i = 0; i < 8; i += 4)
                for (int j = 0; j < width; j += Tiles.Half)
                    Tiles.Narrow256(pa + i * depth, depth, 1, pb + j, width, depth, ps + i * width + j, width, pn + i * width + j, width, 0.01f);
        }
        Assert.Equal(wide, narrow);
        Assert.Contains(wide, v => v > 0);
        Assert.Contains(wide, v => v < 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.01)]
    [InlineData(1)]
    public void What_is_not_a_number_stays_visible_behind_an_activation(double slope)
    {
        foreach (var (m, n) in new[] { (1, 1), (1, 20), (9, 1), (9, 40) })
        {
            float[] a = Normal(m * 3, 1), c = new float[m * n];
            a[^1] = float.NaN;
            Matrices.Product(a, Normal(3 * n, 2), Normal(n, 3), c, m, 3, n, (float)slope);
            Assert.All(c[^n..], v => Assert.True(float.IsNaN(v)));
            Assert.All(c[..^n], v => Assert.False(float.IsNaN(v)));
        }
    }

    [Fact]
    public void A_product_that_does_not_fit_is_refused_and_nothing_is_written()
    {
        var c = new float[5];
        Assert.Throws<ArgumentException>(() => Matrices.Product(new float[6], new float[6], new float[2], c, 3, 2, 2));
        Assert.Throws<ArgumentException>(() => Matrices.AddOuter(new float[5], new float[6], new float[9], 2, 3, 3));
        Assert.Throws<ArgumentException>(() => Matrices.Product(new float[4], new float[4], new float[1], c, 2, 2, 2));
        Assert.All(c, v => Assert.Equal(0, v));
    }

    private static void Check(int m, int k, int n, SeedStream seed)
    {
        float[] a = Normal(m * k, seed.NextUInt64()), b = Normal(k * n, seed.NextUInt64()), bias = Normal(n, seed.NextUInt64());
        float[] there = Normal(m * n, seed.NextUInt64()), product = new float[m * n], transposed = new float[m * n], outer = [.. there];
        float[] columns = [.. bias], across = new float[k * m], turned = new float[n * k];
        for (int p = 0; p < k; p++)
        {
            for (int i = 0; i < m; i++) across[p * m + i] = a[i * k + p];
            for (int j = 0; j < n; j++) turned[j * k + p] = b[p * n + j];
        }
        float slope = (float)seed.NextDouble();
        Matrices.Product(a, b, bias, product, m, k, n, slope);
        Matrices.TransposedProduct(a, turned, transposed, m, k, n);
        Matrices.AddOuter(across, b, outer, k, m, n);
        Matrices.AddColumns(b, columns, k, n);
        double limit = Tolerance * (k + 4);
        for (int j = 0; j < n; j++)
        {
            double column = bias[j];
            for (int p = 0; p < k; p++) column += b[p * n + j];
            Assert.Equal(column, columns[j], limit);
            for (int i = 0; i < m; i++)
            {
                double sum = 0;
                for (int p = 0; p < k; p++) sum += (double)a[i * k + p] * b[p * n + j];
                double x = sum + bias[j];
                Assert.Equal(Math.Max(slope * x, x), product[i * n + j], limit);
                Assert.Equal(sum, transposed[i * n + j], limit);
                Assert.Equal(sum + there[i * n + j], outer[i * n + j], limit);
            }
        }
    }

    private static float[] Normal(int count, ulong seed)
    {
        var values = new float[count];
        NormalNoise.Fill(values, new SeedStream(seed));
        return values;
    }
}
