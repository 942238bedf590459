using Forewarn.Core;

namespace Forewarn.Simulation.Worlds;

/// <summary>
/// An empty grid with one goal. Cells are numbered row by row; a step off the edge stays. Entering the goal ends the episode and pays 1.
/// </summary>
public sealed class GridWorld
{
    private readonly int[] _next;

    /// <param name="goal">Cell number.</param>
    /// <exception cref="ForewarnException">No cells beside the goal, or the goal outside.</exception>
    public GridWorld(int rows, int columns, int goal)
    {
        if (rows < 1 || columns < 1 || rows * columns < 2 || goal < 0 || goal >= rows * columns)
            throw ForewarnException.Of("grid", $"{rows} x {columns} with the goal in cell {goal}", "two cells or more, one of them the goal",
                "Correct its size or its goal.", ExitCode.Usage);
        (Rows, Columns, Goal) = (rows, columns, goal);
        _next = new int[States * Actions];
        for (int s = 0; s < States; s++)
        {
            int row = s / columns, column = s % columns;
            _next[s * Actions] = Math.Max(row - 1, 0) * columns + column;
            _next[s * Actions + 1] = Math.Min(row + 1, rows - 1) * columns + column;
            _next[s * Actions + 2] = row * columns + Math.Max(column - 1, 0);
            _next[s * Actions + 3] = row * columns + Math.Min(column + 1, columns - 1);
        }
    }

    /// <summary>5 x 5 with the goal in the upper right corner.</summary>
    public static GridWorld Corner { get; } = new(5, 5, 4);

    /// <summary>Up, down, left, right.</summary>
    public const int Actions = 4;

    public int Rows { get; }

    public int Columns { get; }

    public int Goal { get; }

    public int States => Rows * Columns;

    public int Next(int state, int action) => _next[state * Actions + action];

    /// <summary>Steps to the goal on the shortest way.</summary>
    public int Distance(int state) => Math.Abs(state / Columns - Goal / Columns) + Math.Abs(state % Columns - Goal % Columns);

    /// <summary>A cell beside the goal, uniformly.</summary>
    public int Start(SeedStream seed)
    {
        int state = seed.Next(States - 1);
        return state < Goal ? state : state + 1;
    }

    /// <summary>Optimal values without a time limit, <c>gamma^(d - 1)</c>; 0 in the goal.</summary>
    public double[] Values(double gamma) =>
        [.. Enumerable.Range(0, States).Select(s => s == Goal ? 0 : Math.Pow(gamma, Distance(s) - 1))];
}
