using Forewarn.Reachability.Grids;
using Forewarn.Reachability.Problems;
using Forewarn.Reachability.Solving;

namespace Forewarn.Benchmarks.Reachability;

/// <summary>Steps of the solver on the Dubins car: WENO5, three Runge-Kutta stages each.</summary>
internal sealed class StageWork : IDisposable
{
    public const int Stages = 3;

    private readonly AvoidOptions _options;
    private readonly SolverStages _solver;

    /// <param name="size">Points in x and in y; one fewer for the heading.</param>
    public StageWork(int size, int threads)
    {
        Problem = ProblemCatalog.Of("dubins", new Dictionary<string, double>());
        Grid = new Grid([.. Problem.Axes.Select(a => a with { Count = a.Boundary == Boundary.Periodic ? size - 1 : size })]);
        _options = new() { Threads = threads };
        _solver = Fresh();
        Step = _solver.LargestStep;
    }

    public AvoidProblem Problem { get; }

    public Grid Grid { get; }

    public string Name => string.Join('x', Grid.Axes.Select(a => a.Count));

    /// <summary>dt, s.</summary>
    public double Step { get; }

    /// <summary>Margins on all points, row-major without halo.</summary>
    public double[] Margins => Inner(AvoidSolver.Margins(Grid, Problem.Margin));

    public void Advance() => _solver.Advance(Step);

    /// <summary>Values after some steps from the margin, row-major without halo.</summary>
    public double[] After(int steps)
    {
        using var solver = Fresh();
        for (int k = 0; k < steps; k++) solver.Advance(Step);
        return Inner(solver.Value);
    }

    /// <summary>Managed bytes of some steps, the least of several tries: the runtime's own threads allocate now and then.</summary>
    public long Allocated(int steps)
    {
        Advance();
        return Enumerable.Range(0, 7).Min(_ =>
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int k = 0; k < steps; k++) Advance();
            return GC.GetTotalAllocatedBytes(precise: true) - before;
        });
    }

    public void Dispose() => _solver.Dispose();

    private SolverStages Fresh() => AvoidSolver.Stages(Grid, Problem.Dynamics, AvoidSolver.Margins(Grid, Problem.Margin), _options);

    private double[] Inner(double[] padded)
    {
        var values = new double[Grid.Count];
        int n = 0;
        Grid.ForEach((_, _, place) => values[n++] = padded[place]);
        return values;
    }
}
