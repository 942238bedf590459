using System.Runtime.Intrinsics;

namespace Forewarn.Learning.Nets;

/// <summary>Products of small row-major matrices on one thread.</summary>
internal static unsafe class Matrices
{
    private static readonly int Lanes = Vector512<float>.Count;

    [ThreadStatic] private static float[]? _transposed;

    /// <summary><c>C = A B + bias</c>: A <c>[m, k]</c>, B <c>[k, n]</c>, bias <c>[n]</c> or none, C <c>[m, n]</c>.</summary>
    public static void Product(
        ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> bias, Span<float> c, int m, int k, int n)
    {
        if (bias.IsEmpty) c[..(m * n)].Clear();
        else for (int i = 0; i < m; i++) bias.CopyTo(c.Slice(i * n, n));
        fixed (float* pa = a, pb = b, pc = c) Accumulate(pa, k, 1, pb, pc, m, k, n);
    }

    /// <summary><c>C = A B^T</c>: A <c>[m, k]</c>, B <c>[n, k]</c>, C <c>[m, n]</c>.</summary>
    public static void TransposedProduct(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int m, int k, int n)
    {
        var transposed = Buffer(k * n);
        for (int r = 0; r < n; r++)
            for (int j = 0; j < k; j++) transposed[j * n + r] = b[r * k + j];
        c[..(m * n)].Clear();
        fixed (float* pa = a, pb = transposed, pc = c) Accumulate(pa, k, 1, pb, pc, m, k, n);
    }

    /// <summary><c>C += A^T B</c>: A <c>[rows, m]</c>, B <c>[rows, n]</c>, C <c>[m, n]</c>.</summary>
    public static void AddOuter(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int rows, int m, int n)
    {
        fixed (float* pa = a, pb = b, pc = c) Accumulate(pa, 1, m, pb, pc, m, rows, n);
    }

    /// <summary>Adds the rows of A <c>[rows, n]</c> to <paramref name="sum"/> <c>[n]</c>.</summary>
    public static void AddColumns(ReadOnlySpan<float> a, Span<float> sum, int rows, int n)
    {
        for (int i = 0; i < rows; i++)
            System.Numerics.Tensors.TensorPrimitives.Add(sum, a.Slice(i * n, n), sum);
    }

    /// <summary>C <c>[m, n]</c> += A B with element (i, p) of A at <c>i * row + p * column</c>.</summary>
    private static void Accumulate(float* a, int row, int column, float* b, float* c, int m, int k, int n)
    {
        int i = 0;
        for (; i + 4 <= m; i += 4) Band4(a + i * row, row, column, b, c + i * n, k, n);
        for (; i < m; i++) Band1(a + i * row, column, b, c + i * n, k, n);
    }

    private static void Band4(float* a, int row, int column, float* b, float* c, int k, int n)
    {
        int j = 0;
        for (; j + 2 * Lanes <= n; j += 2 * Lanes)
        {
            var c00 = Vector512.Load(c + j); var c01 = Vector512.Load(c + j + Lanes);
            var c10 = Vector512.Load(c + n + j); var c11 = Vector512.Load(c + n + j + Lanes);
            var c20 = Vector512.Load(c + 2 * n + j); var c21 = Vector512.Load(c + 2 * n + j + Lanes);
            var c30 = Vector512.Load(c + 3 * n + j); var c31 = Vector512.Load(c + 3 * n + j + Lanes);
            float* pb = b + j, pa = a;
            for (int p = 0; p < k; p++, pb += n, pa += column)
            {
                var b0 = Vector512.Load(pb); var b1 = Vector512.Load(pb + Lanes);
                var a0 = Vector512.Create(pa[0]);
                c00 = Vector512.FusedMultiplyAdd(a0, b0, c00); c01 = Vector512.FusedMultiplyAdd(a0, b1, c01);
                var a1 = Vector512.Create(pa[row]);
                c10 = Vector512.FusedMultiplyAdd(a1, b0, c10); c11 = Vector512.FusedMultiplyAdd(a1, b1, c11);
                var a2 = Vector512.Create(pa[2 * row]);
                c20 = Vector512.FusedMultiplyAdd(a2, b0, c20); c21 = Vector512.FusedMultiplyAdd(a2, b1, c21);
                var a3 = Vector512.Create(pa[3 * row]);
                c30 = Vector512.FusedMultiplyAdd(a3, b0, c30); c31 = Vector512.FusedMultiplyAdd(a3, b1, c31);
            }
            c00.Store(c + j); c01.Store(c + j + Lanes);
            c10.Store(c + n + j); c11.Store(c + n + j + Lanes);
            c20.Store(c + 2 * n + j); c21.Store(c + 2 * n + j + Lanes);
            c30.Store(c + 3 * n + j); c31.Store(c + 3 * n + j + Lanes);
        }
        if (j == n) return;
        for (int r = 0; r < 4; r++) Rest(a + r * row, column, b, c + r * n, k, n, j);
    }

    private static void Band1(float* a, int column, float* b, float* c, int k, int n) => Rest(a, column, b, c, k, n, 0);

    private static void Rest(float* a, int column, float* b, float* c, int k, int n, int from)
    {
        int j = from;
        for (; j + Lanes <= n; j += Lanes)
        {
            var sum = Vector512.Load(c + j);
            float* pb = b + j, pa = a;
            for (int p = 0; p < k; p++, pb += n, pa += column) sum = Vector512.FusedMultiplyAdd(Vector512.Create(*pa), Vector512.Load(pb), sum);
            sum.Store(c + j);
        }
        for (; j < n; j++)
        {
            float sum = c[j];
            float* pb = b + j, pa = a;
            for (int p = 0; p < k; p++, pb += n, pa += column) sum += *pa * *pb;
            c[j] = sum;
        }
    }

    private static float[] Buffer(int length)
    {
        if (_transposed is null || _transposed.Length < length) _transposed = new float[length];
        return _transposed;
    }
}
