using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Forewarn.Reachability.Schemes;

/// <summary>Eight points at once, for processors with AVX-512.</summary>
internal readonly struct EightLanes(Vector512<double> values) : ILanes<EightLanes>
{
    private readonly Vector512<double> _values = values;

    public static int Count => Vector512<double>.Count;

    public double this[int lane] => _values[lane];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes All(double value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes Load(ref readonly double first, nint offset) =>
        new(Vector512.LoadUnsafe(ref Unsafe.Add(ref Unsafe.AsRef(in first), offset)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ref double first, nint offset, EightLanes values) =>
        values._values.StoreUnsafe(ref Unsafe.Add(ref first, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes operator +(EightLanes a, EightLanes b) => new(a._values + b._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes operator -(EightLanes a, EightLanes b) => new(a._values - b._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes operator *(EightLanes a, EightLanes b) => new(a._values * b._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes operator /(EightLanes a, EightLanes b) => new(a._values / b._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes MultiplyAdd(EightLanes a, EightLanes b, EightLanes c) =>
        new(Vector512.FusedMultiplyAdd(a._values, b._values, c._values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes Min(EightLanes a, EightLanes b) => new(Vector512.MinNative(a._values, b._values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes Max(EightLanes a, EightLanes b) => new(Vector512.MaxNative(a._values, b._values));
}
