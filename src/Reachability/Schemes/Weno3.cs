using System.Numerics;
using System.Runtime.CompilerServices;

namespace Forewarn.Reachability.Schemes;

/// <summary>Third-order weighted essentially non-oscillatory differences (Liu, Osher, Chan 1994; as in Osher and Fedkiw 2003, 3.4).</summary>
internal readonly struct Weno3 : IUpwindScheme
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Derivatives(
        ref readonly double at, nint stride, Vector<double> inverse, out Vector<double> left, out Vector<double> right)
    {
        var v0 = Stencil.Load(in at, -2 * stride);
        var v1 = Stencil.Load(in at, -stride);
        var v2 = Stencil.Load(in at, 0);
        var v3 = Stencil.Load(in at, stride);
        var v4 = Stencil.Load(in at, 2 * stride);
        var d0 = (v1 - v0) * inverse;
        var d1 = (v2 - v1) * inverse;
        var d2 = (v3 - v2) * inverse;
        var d3 = (v4 - v3) * inverse;
        left = Blend(d0, d1, d2);
        right = Blend(d3, d2, d1);
    }

    /// <param name="far">Difference furthest upwind.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Blend(Vector<double> far, Vector<double> near, Vector<double> beyond)
    {
        var half = new Vector<double>(0.5);
        var floor = new Vector<double>(1e-6);
        var upwind = near - far;
        var central = beyond - near;
        var ratio = (floor + upwind * upwind) / (floor + central * central);
        // Weight of the upwind parabola; 1/3 where the data are smooth.
        var weight = Vector<double>.One / (Vector<double>.One + new Vector<double>(2) * ratio * ratio);
        return half * (near + beyond) - half * weight * (beyond - near - near + far);
    }
}
