using System.Runtime.CompilerServices;

namespace Forewarn.Reachability.Schemes;

/// <summary>
/// Fifth-order weighted essentially non-oscillatory differences (Jiang and Peng 2000): the central difference of fourth order, corrected on
/// either side by weighted third differences. Smoothness terms of both sides that are the same are computed once.
/// </summary>
internal readonly struct Weno5 : IUpwindScheme
{
    /// <summary>Keeps weights finite where the data are straight: 1e-6 of a slope squared, in the scale that roughness has here.</summary>
    private const double Floor = 4e-6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Slopes<T>(ref readonly double at, nint stride, T step, T inverse, out T mean, out T half) where T : struct, ILanes<T>
    {
        T v0 = T.Load(in at, -3 * stride), v1 = T.Load(in at, -2 * stride), v2 = T.Load(in at, -stride), v3 = T.Load(in at, 0);
        T v4 = T.Load(in at, stride), v5 = T.Load(in at, 2 * stride), v6 = T.Load(in at, 3 * stride);
        T d0 = v1 - v0, d1 = v2 - v1, d2 = v3 - v2, d3 = v4 - v3, d4 = v5 - v4, d5 = v6 - v5;
        // Second differences around the points -2 to 2, and how they change.
        T e0 = d1 - d0, e1 = d2 - d1, e2 = d3 - d2, e3 = d4 - d3, e4 = d5 - d4;
        T f0 = e0 - e1, f1 = e1 - e2, f2 = e2 - e3, f3 = e3 - e4;
        // Differences stay undivided; the floor is taken to their scale instead.
        T floor = T.All(Floor) * step * step, bend = T.All(13.0 / 3);
        T t0 = T.MultiplyAdd(bend * f0, f0, floor), t1 = T.MultiplyAdd(bend * f1, f1, floor);
        T t2 = T.MultiplyAdd(bend * f2, f2, floor), t3 = T.MultiplyAdd(bend * f3, f3, floor);
        Side(Rough(t0, Outer(e1, e0)), Rough(t1, e1 + e2), Rough(t2, Outer(e2, e3)), f0 - f1, f1 - f2, out var left, out var leftScale);
        Side(Rough(t3, Outer(e3, e4)), Rough(t2, e2 + e3), Rough(t1, Outer(e2, e1)), f2 - f3, f1 - f2, out var right, out var rightScale);
        // One division for both sides.
        var shared = inverse * T.All(1.0 / 6) / (leftScale * rightScale);
        (left, right) = (left * rightScale, right * leftScale);
        half = shared * (right + left);
        var central = T.MultiplyAdd(T.All(-7), d2 + d3, d1 + d4);
        mean = T.MultiplyAdd(inverse * T.All(-1.0 / 12), central, shared * (right - left));
    }

    /// <summary><c>far - 3 near</c>: the slope of a parabola that does not lie in the middle.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Outer<T>(T near, T far) where T : struct, ILanes<T> => T.MultiplyAdd(T.All(-3), near, far);

    /// <summary>Roughness of a parabola, squared.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Rough<T>(T bend, T slope) where T : struct, ILanes<T>
    {
        var rough = T.MultiplyAdd(slope, slope, bend);
        return rough * rough;
    }

    /// <summary>
    /// The correction of one side, <c>w0 far / 3 + (w2 - 1/2) near / 6</c>, as three times itself over <paramref name="scale"/>: weights 1, 6, 3
    /// over the squared roughness, from upwind to downwind, over a common denominator.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Side<T>(T up, T middle, T down, T far, T near, out T sum, out T scale) where T : struct, ILanes<T>
    {
        var upwind = middle * down;
        var downwind = T.All(3) * up * middle;
        scale = T.MultiplyAdd(T.All(6) * up, down, upwind) + downwind;
        var share = T.MultiplyAdd(T.All(-0.25), scale, T.All(0.5) * downwind);
        sum = T.MultiplyAdd(upwind, far, share * near);
    }
}
