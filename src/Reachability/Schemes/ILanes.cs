namespace Forewarn.Reachability.Schemes;

/// <summary>Neighboring points of a row that are computed on together, as wide as the processor can.</summary>
internal interface ILanes<T> where T : struct, ILanes<T>
{
    static abstract int Count { get; }

    double this[int lane] { get; }

    /// <summary>The same number in all lanes.</summary>
    static abstract T All(double value);

    static abstract T Load(ref readonly double first, nint offset);

    static abstract void Store(ref double first, nint offset, T values);

    static abstract T operator +(T a, T b);

    static abstract T operator -(T a, T b);

    static abstract T operator *(T a, T b);

    static abstract T operator /(T a, T b);

    /// <summary><c>a b + c</c>, rounded once.</summary>
    static abstract T MultiplyAdd(T a, T b, T c);

    static abstract T Min(T a, T b);

    static abstract T Max(T a, T b);
}
