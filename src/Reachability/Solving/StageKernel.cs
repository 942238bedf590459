using System.Runtime.CompilerServices;
using Forewarn.Reachability.Grids;
using Forewarn.Reachability.Schemes;

namespace Forewarn.Reachability.Solving;

/// <summary>
/// One Runge-Kutta stage on a row of points, everything fused: <c>out = keep V + (1 - keep) (W + dt L(W))</c> with the local
/// Lax-Friedrichs Hamiltonian <c>L = max_u min_d p . x' + sum_d speed_d (p+_d - p-_d) / 2</c>, p the mean of both one-sided gradients.
/// </summary>
internal sealed class StageKernel<TScheme, T>(Grid grid, GridDynamics dynamics, bool frozen) : IStageKernel
    where TScheme : struct, IUpwindScheme where T : unmanaged, ILanes<T>
{
    private readonly int _dimensions = grid.Dimensions;
    private readonly int[] _strides = [.. grid.Strides];
    private readonly double[] _steps = [.. grid.Axes.Select(a => a.Step)], _inverse = [.. grid.Axes.Select(a => 1 / a.Step)];
    private readonly CoefficientField[] _drift = dynamics.Drift, _speed = dynamics.Speed;

    public int ScratchRows => _drift.Length + _speed.Length + dynamics.Control.Length + dynamics.Disturbance.Length;

    public void Row(
        ReadOnlySpan<int> index, Span<int> rows, double[] value, double[] stage, double[] target, double[] margin, double keep, double step)
    {
        int place = grid.Origin, points = grid.Axes[^1].Count, at = 0;
        for (int d = 0; d < index.Length; d++) place += index[d] * _strides[d];
        foreach (var field in _drift) rows[at++] = field.RowStart(index);
        foreach (var field in _speed) rows[at++] = field.RowStart(index);
        foreach (var field in dynamics.Control) rows[at++] = field.RowStart(index);
        foreach (var field in dynamics.Disturbance) rows[at++] = field.RowStart(index);
        Span<T> slopes = stackalloc T[_dimensions];
        T kept = T.All(keep), rest = T.All(1 - keep), dt = T.All(step);
        for (int column = 0; column < points; column += T.Count)
        {
            // The last block overlaps the one before: the target is another array, so nothing is counted twice.
            int from = Math.Min(column, points - T.Count);
            var rate = Hamiltonian(in stage[place + from], from, rows, slopes);
            if (frozen) rate = T.Min(rate, T.All(0));
            var next = rest * T.MultiplyAdd(dt, rate, T.Load(in stage[place + from], 0));
            if (keep > 0) next = T.MultiplyAdd(kept, T.Load(in value[place + from], 0), next);
            if (margin.Length > 0) next = T.Min(next, T.Load(in margin[place + from], 0));
            T.Store(ref target[place + from], 0, next);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T Hamiltonian(ref readonly double stage, int column, ReadOnlySpan<int> rows, Span<T> slopes)
    {
        var sum = T.All(0);
        for (int d = 0; d < _dimensions; d++)
        {
            TScheme.Slopes(in stage, _strides[d], T.All(_steps[d]), T.All(_inverse[d]), out var mean, out var half);
            slopes[d] = mean;
            sum = T.MultiplyAdd(half, _speed[d].Load<T>(rows[_dimensions + d], column), sum);
            if (!_drift[d].IsZero) sum = T.MultiplyAdd(mean, _drift[d].Load<T>(rows[d], column), sum);
        }
        var inputs = rows[(2 * _dimensions)..];
        sum += Input(dynamics.Controls, dynamics.Control, slopes, column, inputs, largest: true);
        return sum + Input(dynamics.Disturbances, dynamics.Disturbance, slopes, column, inputs[dynamics.Control.Length..], largest: false);
    }

    /// <summary>Sum over inputs of the best (or worst) product of an input and its gain on the gradient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T Input(
        Bounds[] bounds, CoefficientField[] gains, ReadOnlySpan<T> slopes, int column, ReadOnlySpan<int> rows, bool largest)
    {
        var sum = T.All(0);
        for (int u = 0; u < bounds.Length; u++)
        {
            var gain = T.All(0);
            for (int d = 0; d < _dimensions; d++)
            {
                int i = d * bounds.Length + u;
                if (!gains[i].IsZero) gain = T.MultiplyAdd(slopes[d], gains[i].Load<T>(rows[i], column), gain);
            }
            T low = T.All(bounds[u].Low) * gain, high = T.All(bounds[u].High) * gain;
            sum += largest ? T.Max(low, high) : T.Min(low, high);
        }
        return sum;
    }
}
