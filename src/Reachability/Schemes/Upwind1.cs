using System.Numerics;
using System.Runtime.CompilerServices;

namespace Forewarn.Reachability.Schemes;

/// <summary>First-order differences. Optimistic on thin tips of tubes: not for certificates.</summary>
internal readonly struct Upwind1 : IUpwindScheme
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Derivatives(
        ref readonly double at, nint stride, Vector<double> inverse, out Vector<double> left, out Vector<double> right)
    {
        var v = Stencil.Load(in at, 0);
        left = (v - Stencil.Load(in at, -stride)) * inverse;
        right = (Stencil.Load(in at, stride) - v) * inverse;
    }
}
