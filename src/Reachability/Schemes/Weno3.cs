using System.Runtime.CompilerServices;

namespace Forewarn.Reachability.Schemes;

/// <summary>Third-order weighted essentially non-oscillatory differences (Liu, Osher, Chan 1994; as in Osher and Fedkiw 2003, 3.4).</summary>
internal readonly struct Weno3 : IUpwindScheme
{
    /// <summary>Keeps weights finite where the data are straight; in units of a change of slope, squared.</summary>
    private const double Floor = 1e-6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Slopes<T>(ref readonly double at, nint stride, T step, T inverse, out T mean, out T half) where T : struct, ILanes<T>
    {
        T v0 = T.Load(in at, -2 * stride), v1 = T.Load(in at, -stride), v2 = T.Load(in at, 0);
        T v3 = T.Load(in at, stride), v4 = T.Load(in at, 2 * stride);
        T d0 = v1 - v0, d1 = v2 - v1, d2 = v3 - v2, d3 = v4 - v3;
        // Differences stay undivided; the floor is taken to their scale instead.
        var floor = T.All(Floor) * step * step;
        T before = d1 - d0, here = d2 - d1, after = d3 - d2;
        T roughBefore = T.MultiplyAdd(before, before, floor), rough = T.MultiplyAdd(here, here, floor);
        T roughAfter = T.MultiplyAdd(after, after, floor);
        // p- = (d1 + d2) / 2 - L / 2, p+ = (d1 + d2) / 2 - R / 2: third differences, weighted by the smoothness of the upwind side.
        T left = Weight(roughBefore, rough) * (here - before), right = Weight(roughAfter, rough) * (after - here);
        var scale = T.All(0.5) * inverse;
        mean = scale * (d1 + d2 - T.All(0.5) * (left + right));
        half = scale * T.All(0.5) * (left - right);
    }

    /// <summary>Of the upwind parabola; 1/3 where the data are smooth.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Weight<T>(T upwind, T central) where T : struct, ILanes<T>
    {
        var ratio = upwind / central;
        return T.All(1) / T.MultiplyAdd(T.All(2) * ratio, ratio, T.All(1));
    }
}
