using Forewarn.Reachability.Grids;
using Forewarn.Reachability.Schemes;

namespace Forewarn.Reachability.Solving;

/// <summary>Runge-Kutta steps over the whole grid, rows shared out over threads; a step allocates nothing.</summary>
internal sealed class SolverStages<TScheme> : ISolverStages where TScheme : struct, IUpwindScheme
{
    private readonly Grid _grid;
    private readonly StageKernel<TScheme> _kernel;
    private readonly Halo _halo;
    private readonly Crew _crew;
    private readonly TimeScheme _time;
    private readonly double[] _margin;
    private readonly int[] _counts;
    private readonly Action<int, int, int> _rows, _ends;
    private double[] _value, _first, _second;
    private (double[] Stage, double[] Target, double Keep, double Step) _work;

    public SolverStages(Grid grid, GridDynamics dynamics, double[] margin, AvoidOptions options)
    {
        (_grid, _time) = (grid, options.Time);
        _kernel = new(grid, dynamics, options.Form == TubeForm.Frozen);
        _halo = new(grid);
        _margin = options.Form == TubeForm.Variational ? margin : [];
        (_value, _first, _second) = ([.. margin], new double[margin.Length], new double[margin.Length]);
        _counts = [.. grid.Axes.SkipLast(1).Select(a => a.Count)];
        LargestStep = dynamics.FastestPace > 0 ? options.Cfl / dynamics.FastestPace : options.Horizon;
        _crew = new(options.Threads);
        (_rows, _ends) = (Rows, Ends);
        _work.Target = _value;
        for (int r = 0; r < RowCount; r++) _halo.Last(_value, Place(r));
        Ends(0, 0, _halo.LeadingCount);
    }

    public double[] Value => _value;

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

    private void Stage(double[] stage, double[] target, double keep, double step)
    {
        _work = (stage, target, keep, step);
        _crew.Run(RowCount, _rows);
        _crew.Run(_halo.LeadingCount, _ends);
    }

    private void Rows(int thread, int from, int to)
    {
        Span<int> index = stackalloc int[_counts.Length], rows = stackalloc int[_kernel.ScratchRows];
        for (int row = from; row < to; row++)
        {
            int place = Index(row, index);
            _kernel.Row(index, rows, _value, _work.Stage, _work.Target, _margin, _work.Keep, _work.Step);
            _halo.Last(_work.Target, place);
        }
    }

    private void Ends(int thread, int from, int to)
    {
        for (int piece = from; piece < to; piece++) _halo.Leading(_work.Target, piece);
    }

    private int Place(int row)
    {
        Span<int> index = stackalloc int[_counts.Length];
        return Index(row, index);
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
