using System.Runtime.Intrinsics;

namespace Forewarn.Learning.Nets;

/// <summary>Products with one row or one column, which a tile would waste: the second factor is read where it lies.</summary>
internal static unsafe class RowProducts
{
    private const int Lanes = 8;

    /// <summary><c>c = max(slope x, x), x = start + a B</c> for one row: a <c>[k]</c> with step <paramref name="column"/>, B <c>[k, n]</c>.</summary>
    public static void Row(float* a, nint column, float* b, int k, int n, float* start, float* c, float slope)
    {
        int j = 0;
        for (; j + 8 * Lanes <= n; j += 8 * Lanes) Row64(a, column, b + j, k, n, start + j, c + j, slope);
        for (; j + Lanes <= n; j += Lanes) Row8(a, column, b + j, k, n, start + j, c + j, slope);
        for (; j < n; j++)
        {
            float sum = start[j];
            float* pa = a, pb = b + j;
            for (int p = 0; p < k; p++, pa += column, pb += n) sum = MathF.FusedMultiplyAdd(*pa, *pb, sum);
            c[j] = MathF.Max(slope * sum, sum);
        }
    }

    /// <summary>a . b over k numbers, in four sums; the same for every row of a product.</summary>
    public static float Dot(float* a, float* b, int k)
    {
        Vector256<float> s0 = Vector256<float>.Zero, s1 = s0, s2 = s0, s3 = s0;
        int p = 0;
        for (; p + 4 * Lanes <= k; p += 4 * Lanes)
        {
            s0 = Vector256.FusedMultiplyAdd(Vector256.Load(a + p), Vector256.Load(b + p), s0);
            s1 = Vector256.FusedMultiplyAdd(Vector256.Load(a + p + 8), Vector256.Load(b + p + 8), s1);
            s2 = Vector256.FusedMultiplyAdd(Vector256.Load(a + p + 16), Vector256.Load(b + p + 16), s2);
            s3 = Vector256.FusedMultiplyAdd(Vector256.Load(a + p + 24), Vector256.Load(b + p + 24), s3);
        }
        for (; p + Lanes <= k; p += Lanes) s0 = Vector256.FusedMultiplyAdd(Vector256.Load(a + p), Vector256.Load(b + p), s0);
        float sum = Vector256.Sum(s0 + s1 + (s2 + s3));
        for (; p < k; p++) sum = MathF.FusedMultiplyAdd(a[p], b[p], sum);
        return sum;
    }

    private static void Row64(float* a, nint column, float* b, int k, nint stride, float* start, float* c, float slope)
    {
        var c0 = Vector256.Load(start); var c1 = Vector256.Load(start + 8); var c2 = Vector256.Load(start + 16);
        var c3 = Vector256.Load(start + 24); var c4 = Vector256.Load(start + 32); var c5 = Vector256.Load(start + 40);
        var c6 = Vector256.Load(start + 48); var c7 = Vector256.Load(start + 56);
        for (int p = k; p > 0; p--, a += column, b += stride)
        {
            var x = Vector256.Create(*a);
            c0 = Vector256.FusedMultiplyAdd(x, Vector256.Load(b), c0); c1 = Vector256.FusedMultiplyAdd(x, Vector256.Load(b + 8), c1);
            c2 = Vector256.FusedMultiplyAdd(x, Vector256.Load(b + 16), c2); c3 = Vector256.FusedMultiplyAdd(x, Vector256.Load(b + 24), c3);
            c4 = Vector256.FusedMultiplyAdd(x, Vector256.Load(b + 32), c4); c5 = Vector256.FusedMultiplyAdd(x, Vector256.Load(b + 40), c5);
            c6 = Vector256.FusedMultiplyAdd(x, Vector256.Load(b + 48), c6); c7 = Vector256.FusedMultiplyAdd(x, Vector256.Load(b + 56), c7);
        }
        var s = Vector256.Create(slope);
        Tiles.Rectify(c0, s).Store(c); Tiles.Rectify(c1, s).Store(c + 8); Tiles.Rectify(c2, s).Store(c + 16);
        Tiles.Rectify(c3, s).Store(c + 24); Tiles.Rectify(c4, s).Store(c + 32); Tiles.Rectify(c5, s).Store(c + 40);
        Tiles.Rectify(c6, s).Store(c + 48); Tiles.Rectify(c7, s).Store(c + 56);
    }

    private static void Row8(float* a, nint column, float* b, int k, nint stride, float* start, float* c, float slope)
    {
        var sum = Vector256.Load(start);
        for (int p = k; p > 0; p--, a += column, b += stride) sum = Vector256.FusedMultiplyAdd(Vector256.Create(*a), Vector256.Load(b), sum);
        Tiles.Rectify(sum, Vector256.Create(slope)).Store(c);
    }
}
