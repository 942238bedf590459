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
    private readonly (double[] Stage, double[] Target, double Keep)[] _work;
    private double[] _value, _first, _second;
    private double _step;

    public SolverStages(Grid grid, GridDynamics dynamics, double[] margin, AvoidOptions options)
    {
        (_grid, _time) = (grid, options.Time);
        _kernel = Kernel(grid, dynamics, options);
        _halo = new(grid);
        _margin = options.Form == TubeForm.Variational ? margin : [];
        (_value, _first, _second) = ([.. margin], new double[margin.Length], new double[margin.Length]);
        _counts = [.. grid.Axes.SkipLast(1).Select(a => a.Count)];
        LargestStep = dynamics.FastestPace > 0 ? options.Cfl / dynamics.FastestPace : options.Horizon;
        _work = new (double[], double[], double)[(int)options.Time];
        _crew = new(options.Threads, [.. Enumerable.Range(0, _work.Length).SelectMany(Phases)]);
        _halo.Fill(_value);
    }

    /// <summary>Present values with halo.</summary>
    public double[] Value => _value;

    /// <summary>Largest step that the CFL condition allows, s.</summary>
    public double LargestStep { get; }

    private int RowCount => _grid.Count / _grid.Axes[^1].Count;

    public void Advance(double step)
    {
        _step = step;
        _work[0] = (_value, _first, 0);
        if (_time == TimeScheme.Rk2) _work[1] = (_first, _second, 1.0 / 2);
        if (_time == TimeScheme.Rk3) (_work[1], _work[2]) = ((_first, _second, 3.0 / 4), (_second, _first, 1.0 / 3));
        _crew.Run();
        if (_time == TimeScheme.Rk2) (_value, _second) = (_second, _value);
        else (_value, _first) = (_first, _value);
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

    /// <summary>Of one Runge-Kutta stage: all rows with the ends of their own axis, then the ends of the others.</summary>
    private IEnumerable<(int Pieces, Action<int, int> Work)> Phases(int stage)
    {
        yield return (RowCount, (from, to) => Rows(in _work[stage], from, to));
        yield return (_halo.LeadingCount, (from, to) => Ends(_work[stage].Target, from, to));
    }

    private void Rows(ref readonly (double[] Stage, double[] Target, double Keep) work, int from, int to)
    {
        Span<int> index = stackalloc int[_counts.Length], rows = stackalloc int[_kernel.ScratchRows];
        for (int row = from; row < to; row++)
        {
            int place = Index(row, index);
            _kernel.Row(index, rows, _value, work.Stage, work.Target, _margin, work.Keep, _step);
            _halo.Last(work.Target, place);
        }
    }

    private void Ends(double[] target, int from, int to)
    {
        for (int piece = from; piece < to; piece++) _halo.Leading(target, piece);
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
