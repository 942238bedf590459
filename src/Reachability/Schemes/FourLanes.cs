using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Forewarn.Reachability.Schemes;

/// <summary>Four points at once; two pairs where the processor has no AVX2.</summary>
internal readonly struct FourLanes(Vector256<double> values) : ILanes<FourLanes>
{
    private readonly Vector256<double> _values = values;

    public static int Count => Vector256<double>.Count;

    public double this[int lane] => _values[lane];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes All(double value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes Load(ref readonly double first, nint offset) =>
        new(Vector256.LoadUnsafe(ref Unsafe.Add(ref Unsafe.AsRef(in first), offset)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ref double first, nint offset, FourLanes values) =>
        values._values.StoreUnsafe(ref Unsafe.Add(ref first, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes operator +(FourLanes a, FourLanes b) => new(a._values + b._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes operator -(FourLanes a, FourLanes b) => new(a._values - b._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes operator *(FourLanes a, FourLanes b) => new(a._values * b._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes operator /(FourLanes a, FourLanes b) => new(a._values / b._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes MultiplyAdd(FourLanes a, FourLanes b, FourLanes c) =>
        new(Vector256.FusedMultiplyAdd(a._values, b._values, c._values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes Min(FourLanes a, FourLanes b) => new(Vector256.MinNative(a._values, b._values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes Max(FourLanes a, FourLanes b) => new(Vector256.MaxNative(a._values, b._values));
}
