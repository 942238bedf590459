using System.Runtime.Intrinsics;

namespace Forewarn.Learning.Nets;

/// <summary>
/// Eight rows of a product, 16 or 32 columns wide, with every sum in a register. A tile starts from a row that is broadcast or from
/// what is there, adds along its depth in order, and ends in <c>max(slope x, x)</c>: no activation, ReLU and its leaky form alike.
/// </summary>
internal static unsafe class Tiles
{
    public const int Rows = 8, Half = 16, Width = 32;

    /// <param name="a">Element (i, p) of A lies at <c>i * row + p * column</c>.</param>
    /// <param name="b">Rows of B, <paramref name="stride"/> apart; all of the tile's width is read.</param>
    /// <param name="start">First values, rows <paramref name="startPitch"/> apart: 0 repeats one row.</param>
    /// <param name="c">Rows <paramref name="pitch"/> apart; may be <paramref name="start"/>.</param>
    public static void Wide(
        float* a, nint row, nint column, float* b, nint stride, int depth, float* start, nint startPitch, float* c, nint pitch, float slope)
    {
        if (Vector512.IsHardwareAccelerated) Wide512(a, row, column, b, stride, depth, start, startPitch, c, pitch, slope);
        else
        {
            Narrow(a, row, column, b, stride, depth, start, startPitch, c, pitch, slope);
            Narrow(a, row, column, b + Half, stride, depth, start + Half, startPitch, c + Half, pitch, slope);
        }
    }

    /// <summary>As above, 16 columns.</summary>
    public static void Narrow(
        float* a, nint row, nint column, float* b, nint stride, int depth, float* start, nint startPitch, float* c, nint pitch, float slope)
    {
        if (Vector512.IsHardwareAccelerated) Narrow512(a, row, column, b, stride, depth, start, startPitch, c, pitch, slope);
        else
        {
            Narrow256(a, row, column, b, stride, depth, start, startPitch, c, pitch, slope);
            Narrow256(a + 4 * row, row, column, b, stride, depth, start + 4 * startPitch, startPitch, c + 4 * pitch, pitch, slope);
        }
    }

    internal static void Wide512(
        float* a, nint row, nint column, float* b, nint stride, int depth, float* start, nint startPitch, float* c, nint pitch, float slope)
    {
        float* a1 = a + row, a2 = a1 + row, a3 = a2 + row, a4 = a3 + row, a5 = a4 + row, a6 = a5 + row, a7 = a6 + row;
        var c00 = Vector512.Load(start); var c01 = Vector512.Load(start + 16); start += startPitch;
        var c10 = Vector512.Load(start); var c11 = Vector512.Load(start + 16); start += startPitch;
        var c20 = Vector512.Load(start); var c21 = Vector512.Load(start + 16); start += startPitch;
        var c30 = Vector512.Load(start); var c31 = Vector512.Load(start + 16); start += startPitch;
        var c40 = Vector512.Load(start); var c41 = Vector512.Load(start + 16); start += startPitch;
        var c50 = Vector512.Load(start); var c51 = Vector512.Load(start + 16); start += startPitch;
        var c60 = Vector512.Load(start); var c61 = Vector512.Load(start + 16); start += startPitch;
        var c70 = Vector512.Load(start); var c71 = Vector512.Load(start + 16);
        nint q = 0;
        for (int p = depth; p > 0; p--)
        {
            var b0 = Vector512.Load(b); var b1 = Vector512.Load(b + 16);
            var x = Vector512.Create(a[q]);
            c00 = Vector512.FusedMultiplyAdd(x, b0, c00); c01 = Vector512.FusedMultiplyAdd(x, b1, c01);
            x = Vector512.Create(a1[q]);
            c10 = Vector512.FusedMultiplyAdd(x, b0, c10); c11 = Vector512.FusedMultiplyAdd(x, b1, c11);
            x = Vector512.Create(a2[q]);
            c20 = Vector512.FusedMultiplyAdd(x, b0, c20); c21 = Vector512.FusedMultiplyAdd(x, b1, c21);
            x = Vector512.Create(a3[q]);
            c30 = Vector512.FusedMultiplyAdd(x, b0, c30); c31 = Vector512.FusedMultiplyAdd(x, b1, c31);
            x = Vector512.Create(a4[q]);
            c40 = Vector512.FusedMultiplyAdd(x, b0, c40); c41 = Vector512.FusedMultiplyAdd(x, b1, c41);
            x = Vector512.Create(a5[q]);
            c50 = Vector512.FusedMultiplyAdd(x, b0, c50); c51 = Vector512.FusedMultiplyAdd(x, b1, c51);
            x = Vector512.Create(a6[q]);
            c60 = Vector512.FusedMultiplyAdd(x, b0, c60); c61 = Vector512.FusedMultiplyAdd(x, b1, c61);
            x = Vector512.Create(a7[q]);
            c70 = Vector512.FusedMultiplyAdd(x, b0, c70); c71 = Vector512.FusedMultiplyAdd(x, b1, c71);
            q += column;
            b += stride;
        }
        var s = Vector512.Create(slope);
        Rectify(c00, s).Store(c); Rectify(c01, s).Store(c + 16); c += pitch;
        Rectify(c10, s).Store(c); Rectify(c11, s).Store(c + 16); c += pitch;
        Rectify(c20, s).Store(c); Rectify(c21, s).Store(c + 16); c += pitch;
        Rectify(c30, s).Store(c); Rectify(c31, s).Store(c + 16); c += pitch;
        Rectify(c40, s).Store(c); Rectify(c41, s).Store(c + 16); c += pitch;
        Rectify(c50, s).Store(c); Rectify(c51, s).Store(c + 16); c += pitch;
        Rectify(c60, s).Store(c); Rectify(c61, s).Store(c + 16); c += pitch;
        Rectify(c70, s).Store(c); Rectify(c71, s).Store(c + 16);
    }

    private static void Narrow512(
        float* a, nint row, nint column, float* b, nint stride, int depth, float* start, nint startPitch, float* c, nint pitch, float slope)
    {
        float* a1 = a + row, a2 = a1 + row, a3 = a2 + row, a4 = a3 + row, a5 = a4 + row, a6 = a5 + row, a7 = a6 + row;
        var c0 = Vector512.Load(start); var c1 = Vector512.Load(start + startPitch); start += 2 * startPitch;
        var c2 = Vector512.Load(start); var c3 = Vector512.Load(start + startPitch); start += 2 * startPitch;
        var c4 = Vector512.Load(start); var c5 = Vector512.Load(start + startPitch); start += 2 * startPitch;
        var c6 = Vector512.Load(start); var c7 = Vector512.Load(start + startPitch);
        nint q = 0;
        for (int p = depth; p > 0; p--)
        {
            var b0 = Vector512.Load(b);
            c0 = Vector512.FusedMultiplyAdd(Vector512.Create(a[q]), b0, c0); c1 = Vector512.FusedMultiplyAdd(Vector512.Create(a1[q]), b0, c1);
            c2 = Vector512.FusedMultiplyAdd(Vector512.Create(a2[q]), b0, c2); c3 = Vector512.FusedMultiplyAdd(Vector512.Create(a3[q]), b0, c3);
            c4 = Vector512.FusedMultiplyAdd(Vector512.Create(a4[q]), b0, c4); c5 = Vector512.FusedMultiplyAdd(Vector512.Create(a5[q]), b0, c5);
            c6 = Vector512.FusedMultiplyAdd(Vector512.Create(a6[q]), b0, c6); c7 = Vector512.FusedMultiplyAdd(Vector512.Create(a7[q]), b0, c7);
            q += column;
            b += stride;
        }
        var s = Vector512.Create(slope);
        Rectify(c0, s).Store(c); Rectify(c1, s).Store(c + pitch); c += 2 * pitch;
        Rectify(c2, s).Store(c); Rectify(c3, s).Store(c + pitch); c += 2 * pitch;
        Rectify(c4, s).Store(c); Rectify(c5, s).Store(c + pitch); c += 2 * pitch;
        Rectify(c6, s).Store(c); Rectify(c7, s).Store(c + pitch);
    }

    /// <summary>Four rows, 16 columns in two vectors: what fits in 16 registers.</summary>
    internal static void Narrow256(
        float* a, nint row, nint column, float* b, nint stride, int depth, float* start, nint startPitch, float* c, nint pitch, float slope)
    {
        float* a1 = a + row, a2 = a1 + row, a3 = a2 + row;
        var c00 = Vector256.Load(start); var c01 = Vector256.Load(start + 8); start += startPitch;
        var c10 = Vector256.Load(start); var c11 = Vector256.Load(start + 8); start += startPitch;
        var c20 = Vector256.Load(start); var c21 = Vector256.Load(start + 8); start += startPitch;
        var c30 = Vector256.Load(start); var c31 = Vector256.Load(start + 8);
        nint q = 0;
        for (int p = depth; p > 0; p--)
        {
            var b0 = Vector256.Load(b); var b1 = Vector256.Load(b + 8);
            var x = Vector256.Create(a[q]);
            c00 = Vector256.FusedMultiplyAdd(x, b0, c00); c01 = Vector256.FusedMultiplyAdd(x, b1, c01);
            x = Vector256.Create(a1[q]);
            c10 = Vector256.FusedMultiplyAdd(x, b0, c10); c11 = Vector256.FusedMultiplyAdd(x, b1, c11);
            x = Vector256.Create(a2[q]);
            c20 = Vector256.FusedMultiplyAdd(x, b0, c20); c21 = Vector256.FusedMultiplyAdd(x, b1, c21);
            x = Vector256.Create(a3[q]);
            c30 = Vector256.FusedMultiplyAdd(x, b0, c30); c31 = Vector256.FusedMultiplyAdd(x, b1, c31);
            q += column;
            b += stride;
        }
        var s = Vector256.Create(slope);
        Rectify(c00, s).Store(c); Rectify(c01, s).Store(c + 8); c += pitch;
        Rectify(c10, s).Store(c); Rectify(c11, s).Store(c + 8); c += pitch;
        Rectify(c20, s).Store(c); Rectify(c21, s).Store(c + 8); c += pitch;
        Rectify(c30, s).Store(c); Rectify(c31, s).Store(c + 8);
    }

    // The second operand of the native maximum is what comes out when one is not a number.
    private static Vector512<float> Rectify(Vector512<float> x, Vector512<float> slope) => Vector512.MaxNative(slope * x, x);

    internal static Vector256<float> Rectify(Vector256<float> x, Vector256<float> slope) => Vector256.MaxNative(slope * x, x);
}
