using System.Runtime.Intrinsics;
using Forewarn.Reachability.Grids;
using Forewarn.Reachability.Schemes;

namespace Forewarn.Reachability.Solving;

/// <summary>Runge-Kutta steps over the whole grid, rows shared out over threads; a step allocates nothing.</summary>
internal sealed class SolverStages : IDisposable
{
    private readonly Grid _grid;
    private readonly IStageKernel _kernel;
    private readonly Halo _halo;
    private readonly Crew _crew;
    private readonly TimeScheme _time;
    private readonly double[] _margin;
    private readonly int[] _counts;
    private readonly Action<int, int> _rows, _ends;
    private double[] _value, _first, _second;
    private (double[] Stage, double[] Target, double Keep, double Step) _work;

    public SolverStages(Grid grid, GridDynamics dynamics, double[] margin, AvoidOptions options)
    {
        (_grid, _time) = (grid, options.Time);
        _kernel = Kernel(grid, dynamics, options);
        _halo = new(grid);
        _margin = options.Form == TubeForm.Variational ? margin : [];
        (_value, _first, _second) = ([.. margin], new double[margin.Length], new double[margin.Length]);
        _counts = [.. grid.Axes.SkipLast(1).Select(a => a.Count)];
        LargestStep = dynamics.FastestPace > 0 ? options.Cfl / dynamics.FastestPace : options.Horizon;
        _crew = new(options.Threads);
        (_rows, _ends) = (Rows, Ends);
        _halo.Fill(_value);
    }

    /// <summary>Present values with halo.</summary>
    public double[] Value => _value;

    /// <summary>Largest step that the CFL condition allows, s.</summary>
    public double LargestStep { get; }

    private int RowCount => _grid.Count / _grid.Axes[^1].Count;

    public void Advance(double step)
    {
        switch (_time)
        {
            case TimeScheme.Rk1:
                Stage(_value, _first, 0, step);
                (_value, _first) = (_first, _value);
                break;
            case TimeScheme.Rk2:
                Stage(_value, _first, 0, step);
                Stage(_first, _second, 1.0 / 2, step);
                (_value, _second) = (_second, _value);
                break;
            default:
                Stage(_value, _first, 0, step);
                Stage(_first, _second, 3.0 / 4, step);
                Stage(_second, _first, 1.0 / 3, step);
                (_value, _first) = (_first, _value);
                break;
        }
    }

    public void Dispose() => _crew.Dispose();

    private static IStageKernel Kernel(Grid grid, GridDynamics dynamics, AvoidOptions options) => options.Scheme switch
    {
        Scheme.Upwind1 => Kernel<Upwind1>(grid, dynamics, options.Form),
        Scheme.Weno3 => Kernel<Weno3>(grid, dynamics, options.Form),
        _ => Kernel<Weno5>(grid, dynamics, options.Form),
    };

    private static IStageKernel Kernel<TScheme>(Grid grid, GridDynamics dynamics, TubeForm form) where TScheme : struct, IUpwindScheme =>
        Vector512.IsHardwareAccelerated
            ? new StageKernel<TScheme, EightLanes>(grid, dynamics, form == TubeForm.Frozen)
            : new StageKernel<TScheme, FourLanes>(grid, dynamics, form == TubeForm.Frozen);

    private void Stage(double[] stage, double[] target, double keep, double step)
    {
        _work = (stage, target, keep, step);
        _crew.Run(RowCount, _rows);
        _crew.Run(_halo.LeadingCount, _ends);
    }

    private void Rows(int from, int to)
    {
        Span<int> index = stackalloc int[_counts.Length], rows = stackalloc int[_kernel.ScratchRows];
        for (int row = from; row < to; row++)
        {
            int place = Index(row, index);
            _kernel.Row(index, rows, _value, _work.Stage, _work.Target, _margin, _work.Keep, _work.Step);
            _halo.Last(_work.Target, place);
        }
    }

    private void Ends(int from, int to)
    {
        for (int piece = from; piece < to; piece++) _halo.Leading(_work.Target, piece);
    }

    private int Index(int row, Span<int> index)
    {
        int place = _grid.Origin;
        for (int d = _counts.Length - 1; d >= 0; d--)
        {
            index[d] = row % _counts[d];
            row /= _counts[d];
            place += index[d] * _grid.Strides[d];
        }
        return place;
    }
}
