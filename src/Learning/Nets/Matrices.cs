using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Forewarn.Learning.Nets;

/// <summary>
/// Products of row-major matrices on one thread: panels of B, 32 columns wide and at most 256 deep, are copied to where they stay in the
/// first cache, and tiles of C pass over them. A row of a product depends on nothing but its row of A: not on the number of rows.
/// </summary>
internal static unsafe class Matrices
{
    private const int Deepest = 256, FewRows = 5, Alignment = 16;

    [ThreadStatic] private static float[]? _panel, _blocks, _zeros;

    /// <summary><c>C = max(slope X, X), X = A B + bias</c>: A <c>[m, k]</c>, B <c>[k, n]</c>, bias <c>[n]</c> or none, C <c>[m, n]</c>.</summary>
    /// <param name="slope">1 keeps X, 0 is ReLU.</param>
    public static void Product(
        ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> bias, Span<float> c, int m, int k, int n, float slope = 1)
    {
        Require(a, b, c, m * k, k * n, m * n);
        if (bias.IsEmpty) bias = Zeros(n);
        else if (bias.Length < n) throw new ArgumentException($"A bias of {bias.Length} numbers for {n} columns.");
        fixed (float* pa = a, pb = b, ps = bias, pc = c)
        {
            if (n == 1)
                for (int i = 0; i < m; i++)
                {
                    float x = RowProducts.Dot(pa + i * k, pb, k) + *ps;
                    pc[i] = MathF.Max(slope * x, x);
                }
            else if (m <= FewRows)
                for (int i = 0; i < m; i++) RowProducts.Row(pa + i * k, 1, pb, k, n, ps, pc + i * n, slope);
            else Tiled(new(pa, k, 1), new(pb, n, false), ps, 0, pc, m, k, n, slope);
        }
    }

    /// <summary><c>C = A B^T</c>: A <c>[m, k]</c>, B <c>[n, k]</c>, C <c>[m, n]</c>.</summary>
    public static void TransposedProduct(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int m, int k, int n)
    {
        Require(a, b, c, m * k, k * n, m * n);
        var zeros = Zeros(n);
        fixed (float* pa = a, pb = b, ps = zeros, pc = c) Tiled(new(pa, k, 1), new(pb, k, true), ps, 0, pc, m, k, n, 1);
    }

    /// <summary><c>C += A^T B</c>: A <c>[rows, m]</c>, B <c>[rows, n]</c>, C <c>[m, n]</c>.</summary>
    public static void AddOuter(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int rows, int m, int n)
    {
        Require(a, b, c, rows * m, rows * n, m * n);
        fixed (float* pa = a, pb = b, pc = c)
        {
            if (n == 1) RowProducts.Row(pb, 1, pa, rows, m, pc, pc, 1);
            else Tiled(new(pa, 1, m), new(pb, n, false), pc, n, pc, m, rows, n, 1);
        }
    }

    /// <summary>Adds the rows of A <c>[rows, n]</c> to <paramref name="sum"/> <c>[n]</c>.</summary>
    public static void AddColumns(ReadOnlySpan<float> a, Span<float> sum, int rows, int n)
    {
        Require(a, [], sum, rows * n, 0, n);
        if (n == 1)
        {
            sum[0] += TensorPrimitives.Sum(a[..rows]);
            return;
        }
        float one = 1;
        fixed (float* pa = a, ps = sum) RowProducts.Row(&one, 0, pa, rows, n, ps, ps, 1);
    }

    private static void Tiled(Left a, Right b, float* start, nint startPitch, float* c, int m, int k, int n, float slope)
    {
        int parts = (k + Deepest - 1) / Deepest, deepest = (k + parts - 1) / parts;
        int whole = m & ~7, rest = m - whole;
        bool across = a.Column != 1;
        float* panel = Aligned(ref _panel, Deepest * Tiles.Width), blocks = Aligned(ref _blocks, (across ? m + 8 : 8) * deepest);
        for (int from = 0; from < k; from += deepest)
        {
            int depth = Math.Min(deepest, k - from);
            bool last = from + depth == k;
            float* left = a.At + from * a.Column;
            (nint row, nint column) = across ? (1, 8) : (a.Row, 1);
            if (across) Panels.Columns(left, a.Column, depth, m, blocks);
            else if (rest > 0) Panels.Transpose(left + whole * a.Row, a.Row, depth, rest, blocks, 8);
            for (int j = 0; j < n; j += Tiles.Width)
            {
                int width = Math.Min(Tiles.Width, n - j), padded = width <= Tiles.Half ? Tiles.Half : Tiles.Width;
                if (b.Transposed) Panels.Transpose(b.At + j * b.Stride + from, b.Stride, depth, width, panel, padded);
                else Panels.Copy(b.At + from * b.Stride + j, b.Stride, depth, width, panel, padded);
                for (int i = 0; i < m; i += Tiles.Rows)
                {
                    float* s = from == 0 ? start + i * startPitch + j : c + i * (nint)n + j;
                    nint pitch = from == 0 ? startPitch : n;
                    float* to = c + i * (nint)n + j;
                    int rows = Math.Min(Tiles.Rows, m - i);
                    bool blocked = across || rows < Tiles.Rows;
                    float* at = across ? blocks + i * depth : blocked ? blocks : left + i * a.Row;
                    nint r = blocked ? 1 : row, q = blocked ? 8 : column;
                    if (rows < Tiles.Rows || width < padded) Edge(at, r, q, panel, padded, depth, s, pitch, to, n, last ? slope : 1, rows, width);
                    else if (padded == Tiles.Width) Tiles.Wide(at, r, q, panel, padded, depth, s, pitch, to, n, last ? slope : 1);
                    else Tiles.Narrow(at, r, q, panel, padded, depth, s, pitch, to, n, last ? slope : 1);
                }
            }
        }
    }

    /// <summary>A tile that reaches over C's border, by way of a whole one.</summary>
    private static void Edge(
        float* a, nint row, nint column, float* b, int padded, int depth, float* start, nint startPitch, float* c, nint pitch, float slope,
        int rows, int width)
    {
        float* tile = stackalloc float[Tiles.Rows * Tiles.Width + Alignment];
        tile = (float*)(((nint)tile + 63) & ~63);
        for (int i = 0; i < rows; i++) new ReadOnlySpan<float>(start + i * startPitch, width).CopyTo(new(tile + i * padded, padded));
        if (padded == Tiles.Width) Tiles.Wide(a, row, column, b, padded, depth, tile, padded, tile, padded, slope);
        else Tiles.Narrow(a, row, column, b, padded, depth, tile, padded, tile, padded, slope);
        for (int i = 0; i < rows; i++) new ReadOnlySpan<float>(tile + i * padded, width).CopyTo(new(c + i * pitch, width));
    }

    private static void Require(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int left, int right, int product)
    {
        if (a.Length < left || b.Length < right || c.Length < product)
            throw new ArgumentException($"A product of {left} and {right} numbers into {product} has {a.Length}, {b.Length} and {c.Length}.");
    }

    private static ReadOnlySpan<float> Zeros(int n)
    {
        if (_zeros is null || _zeros.Length < n) _zeros = new float[n];
        return _zeros.AsSpan(0, n);
    }

    private static float* Aligned(ref float[]? buffer, int length)
    {
        if (buffer is null || buffer.Length < length + Alignment)
            buffer = GC.AllocateUninitializedArray<float>(length + Alignment, pinned: true);
        return (float*)(((nint)Marshal.UnsafeAddrOfPinnedArrayElement(buffer, 0) + 63) & ~63);
    }

    /// <summary>A factor whose element (i, p) lies at <c>i * Row + p * Column</c>.</summary>
    private readonly record struct Left(nint Address, nint Row, nint Column)
    {
        public Left(float* at, nint row, nint column) : this((nint)at, row, column) { }

        public float* At => (float*)Address;
    }

    /// <summary>The other factor, its rows or those of its transpose so far apart.</summary>
    private readonly record struct Right(nint Address, nint Stride, bool Transposed)
    {
        public Right(float* at, nint stride, bool transposed) : this((nint)at, stride, transposed) { }

        public float* At => (float*)Address;
    }
}
