using System.Numerics;
using System.Runtime.CompilerServices;
using Forewarn.Reachability.Grids;
using Forewarn.Reachability.Schemes;

namespace Forewarn.Reachability.Solving;

/// <summary>
/// One Runge-Kutta stage on a row of points, everything fused: <c>out = keep V + (1 - keep) (W + dt L(W))</c> with the local
/// Lax-Friedrichs Hamiltonian <c>L = max_u min_d p . x' + sum_d speed_d (p+_d - p-_d) / 2</c>, p the mean of both one-sided gradients.
/// </summary>
internal sealed class StageKernel<TScheme>(Grid grid, GridDynamics dynamics, bool frozen) where TScheme : struct, IUpwindScheme
{
    private readonly int _dimensions = grid.Dimensions;
    private readonly int[] _strides = [.. grid.Strides];
    private readonly Vector<double>[] _inverse = [.. grid.Axes.Select(a => new Vector<double>(1 / a.Step))];

    /// <summary>Lengths of the scratch that a thread brings.</summary>
    public int ScratchRows => dynamics.Drift.Length + dynamics.Control.Length + dynamics.Disturbance.Length + dynamics.Speed.Length;

    /// <param name="index">Of the row, all axes but the last.</param>
    /// <param name="rows">Scratch, <see cref="ScratchRows"/>.</param>
    /// <param name="margin">l, or empty: caps the value in the variational form.</param>
    public void Row(
        ReadOnlySpan<int> index, Span<int> rows, double[] value, double[] stage, double[] target, double[] margin, double keep, double step)
    {
        int place = grid.Origin, points = grid.Axes[^1].Count, lanes = Vector<double>.Count, at = 0;
        for (int d = 0; d < index.Length; d++) place += index[d] * _strides[d];
        foreach (var field in dynamics.Drift) rows[at++] = field.RowStart(index);
        foreach (var field in dynamics.Speed) rows[at++] = field.RowStart(index);
        foreach (var field in dynamics.Control) rows[at++] = field.RowStart(index);
        foreach (var field in dynamics.Disturbance) rows[at++] = field.RowStart(index);
        Span<Vector<double>> slopes = stackalloc Vector<double>[_dimensions];
        Vector<double> kept = new(keep), rest = new(1 - keep), dt = new(step);
        for (int column = 0; column < points; column += lanes)
        {
            // The last block overlaps the one before: the target is another array, so nothing is counted twice.
            int from = Math.Min(column, points - lanes);
            var rate = Hamiltonian(stage, place + from, from, rows, slopes);
            if (frozen) rate = Vector.Min(rate, Vector<double>.Zero);
            var next = rest * (Load(stage, place + from) + dt * rate);
            if (keep > 0) next += kept * Load(value, place + from);
            if (margin.Length > 0) next = Vector.Min(next, Load(margin, place + from));
            Unsafe.WriteUnaligned(ref Unsafe.As<double, byte>(ref target[place + from]), next);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector<double> Hamiltonian(double[] stage, int place, int column, ReadOnlySpan<int> rows, Span<Vector<double>> slopes)
    {
        var sum = Vector<double>.Zero;
        var half = new Vector<double>(0.5);
        for (int d = 0; d < _dimensions; d++)
        {
            TScheme.Derivatives(in stage[place], _strides[d], _inverse[d], out var left, out var right);
            slopes[d] = half * (left + right);
            sum += half * dynamics.Speed[d].Load(rows[_dimensions + d], column) * (right - left);
            if (!dynamics.Drift[d].IsZero) sum += slopes[d] * dynamics.Drift[d].Load(rows[d], column);
        }
        sum += Input(dynamics.Controls, dynamics.Control, slopes, column, rows[(2 * _dimensions)..], largest: true);
        return sum + Input(dynamics.Disturbances, dynamics.Disturbance, slopes, column, rows[(2 * _dimensions + dynamics.Control.Length)..], largest: false);
    }

    /// <summary>Sum over inputs of the best (or worst) product of an input and its gain on the gradient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector<double> Input(
        Bounds[] bounds, CoefficientField[] gains, ReadOnlySpan<Vector<double>> slopes, int column, ReadOnlySpan<int> rows, bool largest)
    {
        var sum = Vector<double>.Zero;
        for (int u = 0; u < bounds.Length; u++)
        {
            var gain = Vector<double>.Zero;
            for (int d = 0; d < _dimensions; d++)
            {
                int i = d * bounds.Length + u;
                if (!gains[i].IsZero) gain += slopes[d] * gains[i].Load(rows[i], column);
            }
            Vector<double> low = new Vector<double>(bounds[u].Low) * gain, high = new Vector<double>(bounds[u].High) * gain;
            sum += largest ? Vector.Max(low, high) : Vector.Min(low, high);
        }
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Load(double[] values, int place) => Unsafe.ReadUnaligned<Vector<double>>(ref Unsafe.As<double, byte>(ref values[place]));
}
