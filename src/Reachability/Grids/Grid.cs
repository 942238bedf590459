using Forewarn.Core;

namespace Forewarn.Reachability.Grids;

/// <summary>
/// A rectangular grid, row-major, the last axis contiguous. In memory every axis has <see cref="Halo"/> further points at both ends, so
/// that difference stencils never branch.
/// </summary>
public sealed class Grid
{
    /// <summary>Points beyond each end that fifth-order stencils read.</summary>
    public const int Halo = 3;

    private readonly int[] _strides;

    /// <exception cref="ForewarnException">An axis that makes no sense, or a grid that would not fit into <paramref name="memory"/> bytes.</exception>
    /// <param name="memory">Bytes that a solver may take; null = two thirds of what the process may use.</param>
    public Grid(IReadOnlyList<GridAxis> axes, long? memory = null)
    {
        foreach (var axis in axes) axis.Validate();
        if (axes.Count is < 1 or > 6)
            throw ForewarnException.Of("grid", $"{axes.Count} axes", "one to six", "Leave out dimensions that do not matter.", ExitCode.Usage);
        Axes = axes;
        RequireMemory(axes, memory ?? MemoryBudget.Available);
        _strides = new int[axes.Count];
        int stride = 1;
        for (int d = axes.Count - 1; d >= 0; d--)
        {
            _strides[d] = stride;
            stride *= axes[d].Count + 2 * Halo;
        }
        PaddedCount = stride;
        Origin = Halo * _strides.Sum();
        Count = axes.Aggregate(1, (n, a) => n * a.Count);
    }

    public IReadOnlyList<GridAxis> Axes { get; }

    public int Dimensions => Axes.Count;

    /// <summary>Points, halo aside.</summary>
    public int Count { get; }

    /// <summary>Points in memory.</summary>
    public int PaddedCount { get; }

    /// <summary>Place of point (0, 0, ..) in memory.</summary>
    public int Origin { get; }

    /// <summary>Distance in memory between neighbors along each axis.</summary>
    public IReadOnlyList<int> Strides => _strides;

    /// <summary>
    /// Bytes that a solver takes at most on such a grid, with one control and one disturbance: four arrays of values, and while the dynamics are
    /// read, drift, speed and both gains along every axis.
    /// </summary>
    public static long MemoryNeeded(IReadOnlyList<GridAxis> axes)
    {
        double points = PaddedPoints(axes);
        return (long)Math.Min(long.MaxValue / 2, points * sizeof(double) * (4 + 4.0 * axes.Count));
    }

    /// <summary>Place in memory of a point.</summary>
    public int Place(ReadOnlySpan<int> index)
    {
        int place = Origin;
        for (int d = 0; d < _strides.Length; d++) place += index[d] * _strides[d];
        return place;
    }

    /// <summary>Places in memory of the first points of all rows along the last axis, in order.</summary>
    internal IEnumerable<int> Rows()
    {
        var index = new int[Dimensions];
        while (true)
        {
            yield return Place(index);
            int d = Dimensions - 2;
            for (; d >= 0 && ++index[d] == Axes[d].Count; d--) index[d] = 0;
            if (d < 0) yield break;
        }
    }

    /// <summary>Calls back for every point with its index, state and place in memory.</summary>
    public void ForEach(PointAction action)
    {
        var index = new int[Dimensions];
        var state = new double[Dimensions];
        for (int n = 0; n < Count; n++)
        {
            for (int d = 0; d < Dimensions; d++) state[d] = Axes[d].At(index[d]);
            action(index, state, Place(index));
            for (int d = Dimensions - 1; d >= 0 && ++index[d] == Axes[d].Count; d--) index[d] = 0;
        }
    }

    private static void RequireMemory(IReadOnlyList<GridAxis> axes, long memory)
    {
        long needed = MemoryNeeded(axes);
        if (needed > memory || PaddedPoints(axes) > int.MaxValue / 2)
            throw ForewarnException.Of($"grid of {string.Join(" x ", axes.Select(a => a.Count))}", $"about {MemoryBudget.Gigabytes(needed)}",
                $"at most {MemoryBudget.Gigabytes(memory)}", "Use fewer points per axis, or fewer axes.", ExitCode.Usage);
    }

    // In floating point: the product may not fit an integer, which is what is asked.
    private static double PaddedPoints(IReadOnlyList<GridAxis> axes) => axes.Aggregate(1.0, (n, a) => n * (a.Count + 2.0 * Halo));
}
