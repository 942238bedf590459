using Forewarn.Reachability.Grids;
using Forewarn.Reachability.Problems;
using Forewarn.Reachability.Schemes;
using Forewarn.Reachability.Solving;

namespace Forewarn.Reachability.Orders;

/// <summary>
/// Measured orders of the schemes: of a derivative, of the whole solver on smooth data, and on a value with a kink, which every tube has.
/// </summary>
public static class OrderTable
{
    private static readonly (Scheme Space, TimeScheme Time)[] Pairs =
        [(Scheme.Upwind1, TimeScheme.Rk1), (Scheme.Weno3, TimeScheme.Rk3), (Scheme.Weno5, TimeScheme.Rk3)];

    /// <summary>A sine derived on a circle; the worse of both sides.</summary>
    public static IEnumerable<OrderRow> Derivatives(IReadOnlyList<int> points) =>
    [
        Row("derivative of a sine", "upwind1", points, Derivative<Upwind1>),
        Row("derivative of a sine", "WENO3", points, Derivative<Weno3>),
        Row("derivative of a sine", "WENO5", points, Derivative<Weno5>),
    ];

    /// <summary>
    /// A sine carried once around a circle, at CFL 1/2; WENO5 also with time steps that fall with the 5/3rd power of the distance.
    /// </summary>
    public static IEnumerable<OrderRow> Advection(IReadOnlyList<int> points) =>
    [
        .. Pairs.Select(pair => Row("a sine carried around once, CFL 1/2", Name(pair), points, n => Carried(pair, n, 0.5))),
        Row("a sine carried around once, dt ~ dx^(5/3)", Name(Pairs[^1]), points,
            n => Carried(Pairs[^1], n, 0.5 * Math.Pow((double)points[0] / n, 2.0 / 3))),
    ];

    /// <summary>The double integrator before a wall, where the value has a kink along v = 0.</summary>
    public static IEnumerable<OrderRow> Kinked(IReadOnlyList<int> points, int threads) =>
        Pairs.Select(pair => Row("double integrator, |v| < 2", Name(pair), points, n => Wall(pair, n, threads), circle: false));

    /// <param name="circle">As many steps as points; otherwise one fewer.</param>
    private static OrderRow Row(
        string title, string scheme, IReadOnlyList<int> points, Func<int, (double Mean, double Largest)> errors, bool circle = true)
    {
        var found = points.Select(errors).ToArray();
        double[] steps = [.. points.Select(n => 1.0 / (circle ? n : n - 1))];
        return new(title, scheme, points, steps, [.. found.Select(f => f.Mean)], [.. found.Select(f => f.Largest)]);
    }

    private static string Name((Scheme Space, TimeScheme Time) pair) =>
        $"{(pair.Space == Scheme.Upwind1 ? "upwind1" : pair.Space.ToString().ToUpperInvariant())}, {pair.Time.ToString().ToUpperInvariant()}";

    private static (double Mean, double Largest) Derivative<TScheme>(int points) where TScheme : struct, IUpwindScheme
    {
        double step = 2 * Math.PI / points;
        double[] sine = [.. Enumerable.Range(-Grid.Halo, points + 2 * Grid.Halo + FourLanes.Count).Select(i => Math.Sin(i * step))];
        double sum = 0, largest = 0;
        for (int i = 0; i < points; i++)
        {
            TScheme.Slopes(in sine[i + Grid.Halo], 1, FourLanes.All(step), FourLanes.All(1 / step), out var mean, out var half);
            double wanted = Math.Cos(i * step), worse = Math.Max(Math.Abs((mean - half)[0] - wanted), Math.Abs((mean + half)[0] - wanted));
            (sum, largest) = (sum + worse, Math.Max(largest, worse));
        }
        return (sum / points, largest);
    }

    private static (double Mean, double Largest) Carried((Scheme Space, TimeScheme Time) pair, int points, double cfl)
    {
        var grid = new Grid([new("x", 0, 1, points, Boundary.Periodic)]);
        var value = AvoidSolver.Solve(grid, new Drift(1), x => Math.Sin(2 * Math.PI * x[0]),
            new() { Scheme = pair.Space, Time = pair.Time, Form = TubeForm.Final, Horizon = 1, Cfl = cfl, Threads = 1 });
        var errors = TubeComparison.Of(value, x => Math.Sin(2 * Math.PI * x[0]), _ => true);
        return (errors.MeanError, errors.LargestError);
    }

    private static (double Mean, double Largest) Wall((Scheme Space, TimeScheme Time) pair, int points, int threads)
    {
        var problem = ProblemCatalog.Of("double-integrator", new Dictionary<string, double>());
        var grid = new Grid([.. problem.Axes.Select(a => a with { Count = points })]);
        var value = AvoidSolver.Solve(grid, problem.Dynamics, problem.Margin,
            new() { Scheme = pair.Space, Time = pair.Time, Horizon = problem.Horizon, Threads = threads });
        var errors = TubeComparison.Of(value, x => problem.Exact!(x, problem.Horizon), problem.IsJudged);
        return (errors.MeanError, errors.LargestError);
    }
}
