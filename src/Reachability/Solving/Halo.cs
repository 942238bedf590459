using Forewarn.Reachability.Grids;

namespace Forewarn.Reachability.Solving;

/// <summary>Fills the points beyond the ends of every axis; stencils run along axes, so corners stay as they are.</summary>
internal sealed class Halo
{
    private readonly Grid _grid;
    private readonly (int Place, int Axis)[] _leading;

    public Halo(Grid grid)
    {
        _grid = grid;
        _leading = [.. Enumerable.Range(0, grid.Dimensions - 1).SelectMany(axis => Rows(axis).Select(place => (place, axis)))];
    }

    /// <summary>Number of independent pieces of work of <see cref="Leading"/>.</summary>
    public int LeadingCount => _leading.Length;

    /// <summary>Beyond all ends.</summary>
    public void Fill(double[] values)
    {
        foreach (int place in _grid.Rows()) Last(values, place);
        for (int piece = 0; piece < LeadingCount; piece++) Leading(values, piece);
    }

    /// <summary>Beyond the ends of an axis that is not the last, for one row of points.</summary>
    public void Leading(double[] values, int piece)
    {
        var (place, axis) = _leading[piece];
        int length = _grid.Axes[^1].Count, stride = _grid.Strides[axis], end = (_grid.Axes[axis].Count - 1) * stride;
        for (int k = 1; k <= Grid.Halo; k++)
        {
            var low = values.AsSpan(place - k * stride, length);
            var high = values.AsSpan(place + end + k * stride, length);
            if (_grid.Axes[axis].Boundary == Boundary.Periodic)
            {
                values.AsSpan(place + end - (k - 1) * stride, length).CopyTo(low);
                values.AsSpan(place + (k - 1) * stride, length).CopyTo(high);
                continue;
            }
            ReadOnlySpan<double> first = values.AsSpan(place, length), second = values.AsSpan(place + stride, length);
            ReadOnlySpan<double> last = values.AsSpan(place + end, length), before = values.AsSpan(place + end - stride, length);
            for (int i = 0; i < length; i++)
            {
                low[i] = first[i] + k * (first[i] - second[i]);
                high[i] = last[i] + k * (last[i] - before[i]);
            }
        }
    }

    /// <summary>Beyond the ends of the last axis, for the row that starts at <paramref name="place"/>.</summary>
    public void Last(double[] values, int place)
    {
        var axis = _grid.Axes[^1];
        int end = place + axis.Count - 1;
        for (int k = 1; k <= Grid.Halo; k++)
        {
            bool periodic = axis.Boundary == Boundary.Periodic;
            values[place - k] = periodic ? values[end - k + 1] : values[place] + k * (values[place] - values[place + 1]);
            values[end + k] = periodic ? values[place + k - 1] : values[end] + k * (values[end] - values[end - 1]);
        }
    }

    /// <summary>First points of all rows that lie at index 0 of <paramref name="axis"/>.</summary>
    private IEnumerable<int> Rows(int axis)
    {
        var index = new int[_grid.Dimensions];
        while (true)
        {
            yield return _grid.Place(index);
            int d = _grid.Dimensions - 2;
            for (; d >= 0; d--)
            {
                if (d == axis) continue;
                if (++index[d] < _grid.Axes[d].Count) break;
                index[d] = 0;
            }
            if (d < 0) yield break;
        }
    }
}
