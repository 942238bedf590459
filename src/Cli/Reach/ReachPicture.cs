using System.Globalization;
using Forewarn.Core;
using Forewarn.Evaluation.Reports;
using Forewarn.Reachability.Grids;
using Forewarn.Reachability.Problems;
using Forewarn.Reachability.Solving;

namespace Forewarn.Cli.Reach;

/// <summary>The zero level of a value function as a picture: one slice, or several along the third axis.</summary>
internal static class ReachPicture
{
    /// <summary>Closed forms and margins are drawn on a grid that many times as fine.</summary>
    private const int Finer = 5;

    /// <exception cref="ForewarnException">A value function of one axis or of more than three.</exception>
    public static void RequireAxes(int axes)
    {
        if (axes is not (2 or 3))
            throw ForewarnException.Of("--picture", $"{axes} axes", "two or three", "Leave the picture out.", ExitCode.Usage);
    }

    /// <param name="slices">Along the third axis, evenly spaced grid points.</param>
    public static byte[] Png(GridValue value, AvoidProblem problem, int slices)
    {
        RequireAxes(value.Grid.Dimensions);
        var axes = value.Grid.Axes;
        string title = $"{problem.Kind}, {value.Scheme.ToString()}, {Text(value.Horizon)} s";
        LevelPanel[] panels = axes.Count == 2
            ? [new("", Curves(value, problem, null))]
            : [.. Spread(slices, axes[2].Count).Select(k => new LevelPanel(Place(axes[2], k), Curves(value, problem, k)))];
        bool sameUnit = Unit(axes[0].Name) == Unit(axes[1].Name);
        return LevelSetPlot.Png(title, Range(axes[0]), Range(axes[1]), sameUnit, panels);
    }

    private static (string Name, double Low, double High) Range(GridAxis axis) => (axis.Name, axis.Low, axis.High);

    private static IEnumerable<int> Spread(int wanted, int points)
    {
        int count = Math.Min(wanted, points);
        return Enumerable.Range(0, count).Select(i => i * points / count);
    }

    private static IReadOnlyList<LevelCurve> Curves(GridValue value, AvoidProblem problem, int? slice)
    {
        var axes = value.Grid.Axes;
        double third = slice is { } k ? axes[2].At(k) : 0;
        double[] State(double x, double y) => slice is null ? [x, y] : [x, y, third];
        var curves = new List<LevelCurve>
        {
            new("failed", LevelStyle.Area, Fine((x, y) => problem.Margin(State(x, y)), insideIsLow: true)),
            new("V = 0, solver", LevelStyle.Strong,
                Lines(Points(axes[0], 1), Points(axes[1], 1), (i, j) => slice is { } s ? value[[i, j, s]] : value[[i, j]])),
        };
        if (problem.Exact is { } exact)
            curves.Add(new("V = 0, closed form", LevelStyle.Dashed, Fine((x, y) => exact(State(x, y), value.Horizon))));
        return curves;

        IReadOnlyList<IReadOnlyList<(double, double)>> Fine(Func<double, double, double> f, bool insideIsLow = false)
        {
            double[] x = Points(axes[0], Finer), y = Points(axes[1], Finer);
            // An area that leaves the picture needs lines that close: its edge counts as outside.
            return Lines(x, y, (i, j) => insideIsLow && (i == 0 || j == 0 || i == x.Length - 1 || j == y.Length - 1)
                ? Math.Max(1e-9, f(x[i], y[j])) : f(x[i], y[j]));
        }
    }

    private static IReadOnlyList<IReadOnlyList<(double X, double Y)>> Lines(double[] x, double[] y, Func<int, int, double> f)
    {
        var values = new double[x.Length, y.Length];
        for (int i = 0; i < x.Length; i++)
            for (int j = 0; j < y.Length; j++) values[i, j] = f(i, j);
        return LevelLines.Of(x, y, values);
    }

    private static double[] Points(GridAxis axis, int finer)
    {
        int count = (axis.Count - 1) * finer + 1;
        return [.. Enumerable.Range(0, count).Select(i => axis.Low + i * axis.Step / finer)];
    }

    private static string Place(GridAxis axis, int index) => axis.Name.EndsWith("_rad", StringComparison.Ordinal)
        ? $"{axis.Name[..^4]} {Text(Math.Round(axis.At(index) * 180 / Math.PI, 1))}°"
        : $"{axis.Name} {Text(axis.At(index))}";

    /// <summary>What follows the axis's first word: positions share theirs, a position and a speed do not.</summary>
    private static string Unit(string name) => name.Split('_', 2) is [_, var unit] ? unit : "";

    private static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
