using System.Numerics;
using System.Runtime.CompilerServices;

namespace Forewarn.Reachability.Schemes;

internal static class Stencil
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Load(ref readonly double at, nint offset) =>
        Unsafe.ReadUnaligned<Vector<double>>(ref Unsafe.As<double, byte>(ref Unsafe.Add(ref Unsafe.AsRef(in at), offset)));
}
