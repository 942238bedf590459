using Forewarn.Core;
using Forewarn.Reachability.Grids;

namespace Forewarn.Reachability.Solving;

/// <summary>The dynamics on every grid point, terms that vanish left out.</summary>
internal sealed class GridDynamics
{
    /// <exception cref="ForewarnException">Sizes that do not fit, bounds that are not finite, or coefficients that are not numbers.</exception>
    public GridDynamics(Grid grid, IAffineDynamics dynamics)
    {
        int states = dynamics.StateSize;
        Shape.Require("dynamics", states, ("grid axes", grid.Dimensions));
        Controls = Checked("control", dynamics.Controls);
        Disturbances = Checked("disturbance", dynamics.Disturbances);
        double[][] drift = Arrays(states, grid.Count), control = Arrays(states * Controls.Length, grid.Count);
        double[][] disturbance = Arrays(states * Disturbances.Length, grid.Count), speed = Arrays(states, grid.Count);
        double[] f = new double[states], g = new double[control.Length], c = new double[disturbance.Length];
        int point = 0;
        grid.ForEach((_, state, _) =>
        {
            dynamics.Evaluate(state, f, g, c);
            double pace = 0;
            for (int d = 0; d < states; d++)
            {
                double fastest = Fastest(f[d], g.AsSpan(d * Controls.Length, Controls.Length), c.AsSpan(d * Disturbances.Length, Disturbances.Length));
                if (!double.IsFinite(fastest))
                    throw ForewarnException.Of($"dynamics at ({string.Join(", ", state.ToArray())})", $"a speed of {fastest}", "finite numbers",
                        "Correct the dynamics or leave that region out.", ExitCode.Usage);
                (drift[d][point], speed[d][point]) = (f[d], fastest);
                pace += fastest / grid.Axes[d].Step;
            }
            for (int i = 0; i < g.Length; i++) control[i][point] = g[i];
            for (int i = 0; i < c.Length; i++) disturbance[i][point] = c[i];
            FastestPace = Math.Max(FastestPace, pace);
            point++;
        });
        Drift = [.. drift.Select(v => CoefficientField.Of(grid, v))];
        Control = [.. control.Select(v => CoefficientField.Of(grid, v))];
        Disturbance = [.. disturbance.Select(v => CoefficientField.Of(grid, v))];
        Speed = [.. speed.Select(v => CoefficientField.Of(grid, v))];
    }

    public Bounds[] Controls { get; }

    public Bounds[] Disturbances { get; }

    /// <summary>f, <c>[D]</c>.</summary>
    public CoefficientField[] Drift { get; }

    /// <summary>G, <c>[D, U]</c>.</summary>
    public CoefficientField[] Control { get; }

    /// <summary>C, <c>[D, W]</c>.</summary>
    public CoefficientField[] Disturbance { get; }

    /// <summary>Largest |x'| per axis over all inputs: the dissipation of local Lax-Friedrichs, <c>[D]</c>.</summary>
    public CoefficientField[] Speed { get; }

    /// <summary>Largest sum over axes of speed by step, 1/s; a stable time step is below its inverse.</summary>
    public double FastestPace { get; private set; }

    private double Fastest(double f, ReadOnlySpan<double> g, ReadOnlySpan<double> c)
    {
        double low = f, high = f;
        for (int i = 0; i < g.Length; i++) Widen(g[i], Controls[i], ref low, ref high);
        for (int i = 0; i < c.Length; i++) Widen(c[i], Disturbances[i], ref low, ref high);
        return Math.Max(Math.Abs(low), Math.Abs(high));
    }

    private static void Widen(double factor, Bounds bounds, ref double low, ref double high)
    {
        low += Math.Min(factor * bounds.Low, factor * bounds.High);
        high += Math.Max(factor * bounds.Low, factor * bounds.High);
    }

    private static Bounds[] Checked(string what, IReadOnlyList<Bounds> bounds)
    {
        foreach (var b in bounds)
            if (!(b.Low <= b.High) || !double.IsFinite(b.High - b.Low))
                throw ForewarnException.Of($"{what} bounds", $"[{b.Low}, {b.High}]", "finite, the smaller first",
                    "An unbounded input has no reachable set: give its limits.", ExitCode.Usage);
        return [.. bounds];
    }

    private static double[][] Arrays(int count, int length) => [.. Enumerable.Range(0, count).Select(_ => new double[length])];
}
