using System.Runtime.CompilerServices;

namespace Forewarn.Reachability.Schemes;

/// <summary>First-order differences. Optimistic on thin tips of tubes: not for certificates.</summary>
internal readonly struct Upwind1 : IUpwindScheme
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Slopes<T>(ref readonly double at, nint stride, T step, T inverse, out T mean, out T half) where T : struct, ILanes<T>
    {
        T before = T.Load(in at, -stride), here = T.Load(in at, 0), after = T.Load(in at, stride);
        var scale = T.All(0.5) * inverse;
        mean = scale * (after - before);
        half = scale * ((after - here) - (here - before));
    }
}
