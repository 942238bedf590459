using System.Runtime.CompilerServices;
using Forewarn.Reachability.Grids;
using Forewarn.Reachability.Schemes;

namespace Forewarn.Reachability.Solving;

/// <summary>
/// A function on the grid, stored for the axes it depends on alone: most coefficients of real dynamics are constant or follow one axis, and
/// reading a full array of each would cost more than the arithmetic.
/// </summary>
internal sealed class CoefficientField
{
    private readonly double[] _values;
    private readonly int[] _strides;

    private CoefficientField(double[] values, int[] strides) => 
        (_values, _strides, Last, IsZero) = (values, strides, strides[^1], values.Length == 1 && values[0] == 0);

    /// <summary>1 where it changes along the last axis, 0 where it does not.</summary>
    public int Last { get; }

    public bool IsZero { get; }

    /// <param name="values">On all points, row-major without halo.</param>
    public static CoefficientField Of(Grid grid, double[] values)
    {
        int dimensions = grid.Dimensions;
        int[] counts = [.. grid.Axes.Select(a => a.Count)], dense = new int[dimensions];
        for (int d = dimensions - 1, stride = 1; d >= 0; stride *= counts[d--]) dense[d] = stride;
        bool[] depends = [.. Enumerable.Range(0, dimensions).Select(d => Depends(values, counts[d], dense[d]))];
        var strides = new int[dimensions];
        int size = 1;
        for (int d = dimensions - 1; d >= 0; d--)
        {
            if (!depends[d]) continue;
            strides[d] = size;
            size *= counts[d];
        }
        var kept = new double[size];
        for (int n = 0; n < values.Length; n++)
        {
            int at = 0;
            for (int d = 0; d < dimensions; d++) at += n / dense[d] % counts[d] * strides[d];
            kept[at] = values[n];
        }
        return new(kept, strides);
    }

    /// <summary>Where a row, which all axes but the last name, starts.</summary>
    public int RowStart(ReadOnlySpan<int> index)
    {
        int at = 0;
        for (int d = 0; d < index.Length; d++) at += index[d] * _strides[d];
        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Load<T>(int row, int column) where T : struct, ILanes<T> =>
        Last == 0 ? T.All(_values[row]) : T.Load(in _values[row + column], 0);

    private static bool Depends(double[] values, int count, int stride)
    {
        for (int n = 0; n < values.Length; n++)
            if (n / stride % count > 0 && values[n] != values[n - stride]) return true;
        return false;
    }
}
