using Forewarn.Core;
using Forewarn.Simulation.Tasks.AntMaze;

namespace Forewarn.Learning.Constraints.Maze;

/// <summary>
/// Ways of least cost through a square field of cells, by value iteration: <c>V(c) = min over neighbors n of 1 + cost(n) + V(n)</c>, 0 at the
/// goal. The field is open; walls are costs without end.
/// </summary>
/// <param name="size">N, cells along an edge; cells are numbered row by row.</param>
public sealed class MazePlanner(int size)
{
    private readonly double[] _values = new double[size * size];
    private readonly int[] _choices = new int[4];

    /// <summary>N.</summary>
    public int Size => size;

    /// <summary>Steps and costs to the goal of the last <see cref="Solve"/>, <c>[N N]</c>; infinite where there is no way.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <param name="costs">Of entering a cell, at least 0, <c>[N N]</c>; infinite where it must not be entered.</param>
    /// <returns>Sweeps until nothing changed.</returns>
    /// <exception cref="ForewarnException">A cost below 0 or not a number, or a goal outside of the field.</exception>
    public int Solve(ReadOnlySpan<double> costs, int goal)
    {
        Shape.Require("costs", costs.Length, ("cells", size * size));
        foreach (double cost in costs)
            if (!(cost >= 0))
                throw ForewarnException.Of("cost of a cell", $"{cost}", "0 or more", "Negative costs make ways without end.", ExitCode.Usage);
        if (goal < 0 || goal >= _values.Length)
            throw ForewarnException.Of("goal", $"cell {goal}", $"0 to {_values.Length - 1}", "Put it into the field.", ExitCode.Usage);
        _values.AsSpan().Fill(double.PositiveInfinity);
        _values[goal] = 0;
        for (int sweep = 1; ; sweep++)
        {
            bool changed = false;
            for (int cell = 0; cell < _values.Length; cell++)
            {
                if (cell == goal) continue;
                double best = double.PositiveInfinity;
                foreach (int next in Neighbors(cell)) best = Math.Min(best, 1 + costs[next] + _values[next]);
                changed |= best < _values[cell];
                _values[cell] = best;
            }
            if (!changed) return sweep;
        }
    }

    /// <summary>A neighbor on a best way, drawn among those that are equally good; the cell itself where there is no way.</summary>
    /// <param name="costs">As they were solved for.</param>
    public int Next(int cell, ReadOnlySpan<double> costs, SeedStream seed)
    {
        const double tie = 1e-9;
        int count = 0;
        foreach (int next in Neighbors(cell))
            if (1 + costs[next] + _values[next] <= _values[cell] + tie) _choices[count++] = next;
        return double.IsInfinity(_values[cell]) || count == 0 ? cell : _choices[seed.Next(count)];
    }

    /// <summary>Cells beside a cell, up to four.</summary>
    public IEnumerable<int> Neighbors(int cell)
    {
        int row = cell / size, column = cell % size;
        if (row > 0) yield return cell - size;
        if (row < size - 1) yield return cell + size;
        if (column > 0) yield return cell - 1;
        if (column < size - 1) yield return cell + 1;
    }

    /// <summary>Costs without end in the walls of a layout, 0 elsewhere, <c>[N N]</c>; its outer wall is the edge of the field.</summary>
    /// <exception cref="ForewarnException">The layout is not square.</exception>
    public static double[] Walls(MazeLayout layout)
    {
        if (layout.Rows != layout.Columns)
            throw ForewarnException.Of($"maze '{layout.Name}'", $"{layout.Rows} x {layout.Columns} cells", "as many rows as columns", "Use a square one.",
                ExitCode.Usage);
        int n = layout.Rows - 2;
        return [.. Enumerable.Range(0, n * n).Select(c => layout.IsFree(new(c / n + 1, c % n + 1)) ? 0 : double.PositiveInfinity)];
    }
}
