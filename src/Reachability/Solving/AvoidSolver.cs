using Forewarn.Core;
using Forewarn.Reachability.Grids;
using Forewarn.Reachability.Schemes;

namespace Forewarn.Reachability.Solving;

/// <summary>
/// Solves <c>dV/dt + max_u min_d grad V . x' = 0, V(T) = l</c>, kept from growing, backwards over the horizon: V(x) is the least margin that
/// the best control cannot prevent, and <c>V &lt;= 0</c> is the backward reachable tube (Mitchell, Bayen, Tomlin 2005).
/// </summary>
public static class AvoidSolver
{
    /// <param name="margin">l at a state, above 0 outside of the failure set; best a signed distance.</param>
    /// <param name="progress">Told the seconds solved and wanted.</param>
    /// <exception cref="ForewarnException">Options, bounds or margins that make no sense.</exception>
    public static GridValue Solve(
        Grid grid, IAffineDynamics dynamics, Func<double[], double> margin, AvoidOptions options, Action<double, double>? progress = null,
        CancellationToken cancel = default)
    {
        options.Validate();
        var first = Margins(grid, margin);
        using var stages = Stages(grid, dynamics, first, options);
        double done = 0;
        while (done < options.Horizon)
        {
            cancel.ThrowIfCancellationRequested();
            double step = Math.Min(stages.LargestStep, options.Horizon - done);
            stages.Advance(step);
            done += step;
            progress?.Invoke(done, options.Horizon);
        }
        return new(grid, stages.Value, options);
    }

    /// <summary>The stepping by itself, for measurements.</summary>
    internal static SolverStages Stages(Grid grid, IAffineDynamics dynamics, double[] margin, AvoidOptions options) =>
        new(grid, new(grid, dynamics), margin, options);

    internal static double[] Margins(Grid grid, Func<double[], double> margin)
    {
        var values = new double[grid.PaddedCount];
        var point = new double[grid.Dimensions];
        grid.ForEach((_, state, place) =>
        {
            state.CopyTo(point);
            double l = margin(point);
            if (!double.IsFinite(l))
                throw ForewarnException.Of($"failure margin at ({string.Join(", ", point)})", $"{l}", "a finite number",
                    "Correct the margin.", ExitCode.Usage);
            values[place] = l;
        });
        return values;
    }
}
