using System.Numerics;
using System.Runtime.CompilerServices;

namespace Forewarn.Reachability.Schemes;

/// <summary>Fifth-order weighted essentially non-oscillatory differences (Jiang and Peng 2000; weights of Jiang and Shu 1996).</summary>
internal readonly struct Weno5 : IUpwindScheme
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Derivatives(
        ref readonly double at, nint stride, Vector<double> inverse, out Vector<double> left, out Vector<double> right)
    {
        var v0 = Stencil.Load(in at, -3 * stride);
        var v1 = Stencil.Load(in at, -2 * stride);
        var v2 = Stencil.Load(in at, -stride);
        var v3 = Stencil.Load(in at, 0);
        var v4 = Stencil.Load(in at, stride);
        var v5 = Stencil.Load(in at, 2 * stride);
        var v6 = Stencil.Load(in at, 3 * stride);
        var d0 = (v1 - v0) * inverse;
        var d1 = (v2 - v1) * inverse;
        var d2 = (v3 - v2) * inverse;
        var d3 = (v4 - v3) * inverse;
        var d4 = (v5 - v4) * inverse;
        var d5 = (v6 - v5) * inverse;
        left = Blend(d0, d1, d2, d3, d4);
        right = Blend(d5, d4, d3, d2, d1);
    }

    /// <summary>Differences from the furthest upwind to the furthest downwind.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Blend(Vector<double> a, Vector<double> b, Vector<double> c, Vector<double> d, Vector<double> e)
    {
        var two = new Vector<double>(2);
        var quarter = new Vector<double>(0.25);
        var curved = new Vector<double>(13.0 / 12);
        var bend1 = a - two * b + c;
        var bend2 = b - two * c + d;
        var bend3 = c - two * d + e;
        var slope1 = a - new Vector<double>(4) * b + new Vector<double>(3) * c;
        var slope2 = b - d;
        var slope3 = new Vector<double>(3) * c - new Vector<double>(4) * d + e;
        var rough1 = Squared(curved * bend1 * bend1 + quarter * slope1 * slope1 + new Vector<double>(Floor));
        var rough2 = Squared(curved * bend2 * bend2 + quarter * slope2 * slope2 + new Vector<double>(Floor));
        var rough3 = Squared(curved * bend3 * bend3 + quarter * slope3 * slope3 + new Vector<double>(Floor));
        // Weights .1, .6, .3 over roughness squared; over a common denominator, which leaves a single division.
        var weight1 = new Vector<double>(0.1) * rough2 * rough3;
        var weight2 = new Vector<double>(0.6) * rough1 * rough3;
        var weight3 = new Vector<double>(0.3) * rough1 * rough2;
        var first = two * a - new Vector<double>(7) * b + new Vector<double>(11) * c;
        var second = new Vector<double>(5) * c - b + two * d;
        var third = two * c + new Vector<double>(5) * d - e;
        return (weight1 * first + weight2 * second + weight3 * third) / (new Vector<double>(6) * (weight1 + weight2 + weight3));
    }

    private const double Floor = 1e-6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Squared(Vector<double> v) => v * v;
}
