using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Forewarn.Learning.Nets;

/// <summary>Copies of parts of matrices in the order in which tiles read them; empty places are zero.</summary>
internal static unsafe class Panels
{
    /// <summary>Rows of B <c>[depth, width]</c>, <paramref name="stride"/> apart, to rows of a tile's width.</summary>
    public static void Copy(float* b, nint stride, int depth, int width, float* panel, int panelWidth)
    {
        if (width == panelWidth)
            for (int p = 0; p < depth; p++, b += stride, panel += panelWidth)
                for (int j = 0; j < panelWidth; j += 8) Vector256.Load(b + j).Store(panel + j);
        else
            for (int p = 0; p < depth; p++, b += stride, panel += panelWidth)
            {
                new ReadOnlySpan<float>(b, width).CopyTo(new(panel, panelWidth));
                new Span<float>(panel + width, panelWidth - width).Clear();
            }
    }

    /// <summary>As above from B^T, <c>[width, depth]</c>, rows <paramref name="stride"/> apart.</summary>
    public static void Transpose(float* b, nint stride, int depth, int width, float* panel, int panelWidth)
    {
        int p = 0, full = Avx.IsSupported ? width & ~7 : 0;
        for (; p + 8 <= depth && full > 0; p += 8)
            for (int j = 0; j < full; j += 8) Transpose8(b + j * stride + p, stride, panel + p * panelWidth + j, panelWidth);
        for (int j = 0; j < width; j++)
            for (int q = j < full ? p : 0; q < depth; q++) panel[q * panelWidth + j] = b[j * stride + q];
        if (width == panelWidth) return;
        for (int q = 0; q < depth; q++) new Span<float>(panel + q * panelWidth + width, panelWidth - width).Clear();
    }

    /// <summary>Blocks of a tile's rows of A, <c>[rows / 8, depth, 8]</c>, with A^T <c>[depth, rows]</c> given: contiguous pieces.</summary>
    public static void Columns(float* a, nint stride, int depth, int rows, float* blocks)
    {
        int i = 0;
        for (; i + 16 <= rows; i += 16, blocks += 16 * depth)
        {
            float* from = a + i, first = blocks, second = blocks + 8 * depth;
            for (int p = 0; p < depth; p++, from += stride, first += 8, second += 8)
            {
                Vector256.Load(from).Store(first);
                Vector256.Load(from + 8).Store(second);
            }
        }
        for (; i < rows; i += 8, blocks += 8 * depth) Copy(a + i, stride, depth, Math.Min(8, rows - i), blocks, 8);
    }

    private static void Transpose8(float* from, nint stride, float* to, nint pitch)
    {
        Vector256<float> r0 = Vector256.Load(from), r1 = Vector256.Load(from + stride), r2 = Vector256.Load(from + 2 * stride),
            r3 = Vector256.Load(from + 3 * stride);
        from += 4 * stride;
        Vector256<float> r4 = Vector256.Load(from), r5 = Vector256.Load(from + stride), r6 = Vector256.Load(from + 2 * stride),
            r7 = Vector256.Load(from + 3 * stride);
        Vector256<float> t0 = Avx.UnpackLow(r0, r1), t1 = Avx.UnpackHigh(r0, r1), t2 = Avx.UnpackLow(r2, r3), t3 = Avx.UnpackHigh(r2, r3);
        Vector256<float> t4 = Avx.UnpackLow(r4, r5), t5 = Avx.UnpackHigh(r4, r5), t6 = Avx.UnpackLow(r6, r7), t7 = Avx.UnpackHigh(r6, r7);
        r0 = Avx.Shuffle(t0, t2, 0x44); r1 = Avx.Shuffle(t0, t2, 0xEE); r2 = Avx.Shuffle(t1, t3, 0x44); r3 = Avx.Shuffle(t1, t3, 0xEE);
        r4 = Avx.Shuffle(t4, t6, 0x44); r5 = Avx.Shuffle(t4, t6, 0xEE); r6 = Avx.Shuffle(t5, t7, 0x44); r7 = Avx.Shuffle(t5, t7, 0xEE);
        Avx.Permute2x128(r0, r4, 0x20).Store(to); Avx.Permute2x128(r1, r5, 0x20).Store(to + pitch);
        Avx.Permute2x128(r2, r6, 0x20).Store(to + 2 * pitch); Avx.Permute2x128(r3, r7, 0x20).Store(to + 3 * pitch);
        to += 4 * pitch;
        Avx.Permute2x128(r0, r4, 0x31).Store(to); Avx.Permute2x128(r1, r5, 0x31).Store(to + pitch);
        Avx.Permute2x128(r2, r6, 0x31).Store(to + 2 * pitch); Avx.Permute2x128(r3, r7, 0x31).Store(to + 3 * pitch);
    }
}
