using System.Runtime.InteropServices;
using Forewarn.Core;

namespace Forewarn.Simulation.Tasks.AntMaze;

/// <summary>
/// A maze of square cells. The center of the start cell is the origin of the world; distances in m. Layouts and cell size are
/// those of the AntMaze tasks of D4RL.
/// </summary>
public sealed class MazeLayout
{
    /// <summary>Edge of a cell, m.</summary>
    public const double CellSize = 4;

    private const char Wall = '1', Free = '0', StartMark = 'R', GoalMark = 'G';
    private static readonly (int Row, int Column)[] s_steps = [(0, -1), (0, 1), (1, 0), (-1, 0)];

    private readonly string[] _rows;

    private MazeLayout(string name, string[] rows)
    {
        (Name, _rows) = (name, rows);
        Check();
        (Start, Goal) = (Only(StartMark), Only(GoalMark));
        if (Distances(Goal)[Start.Row, Start.Column] < 0)
            throw Bad("a goal that cannot be reached from the start", "a way between them");
    }

    public static MazeLayout Umaze { get; } = Parse("umaze", """
        11111
        1R001
        11101
        1G001
        11111
        """);

    public static MazeLayout Medium { get; } = Parse("medium", """
        11111111
        1R011001
        10010001
        11000111
        10010001
        10100101
        100010G1
        11111111
        """);

    public static MazeLayout Large { get; } = Parse("large", """
        111111111111
        1R0001000001
        101101010101
        100000010001
        101111011101
        100101000001
        110101010111
        100100010G01
        111111111111
        """);

    public string Name { get; }

    public int Rows => _rows.Length;

    public int Columns => _rows[0].Length;

    public MazeCell Start { get; }

    public MazeCell Goal { get; }

    /// <summary>Reads a layout: one row of cells a line, <c>1</c> wall, <c>0</c> free, <c>R</c> start, <c>G</c> goal.</summary>
    /// <exception cref="ForewarnException">
    /// Rows of different lengths, an unknown mark, not exactly one start and one goal, a gap in the outer wall, or no way to the goal.
    /// </exception>
    public static MazeLayout Parse(string name, string text) =>
        new(name, text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    public bool IsFree(MazeCell cell) =>
        cell.Row >= 0 && cell.Row < Rows && cell.Column >= 0 && cell.Column < Columns && _rows[cell.Row][cell.Column] != Wall;

    /// <summary>Center of a cell, m.</summary>
    public (double X, double Y) Center(MazeCell cell) =>
        ((cell.Column - Start.Column) * CellSize, (cell.Row - Start.Row) * CellSize);

    /// <summary>The cell around a place, m.</summary>
    public MazeCell CellAt(double x, double y) =>
        new(Start.Row + (int)Math.Floor(y / CellSize + 0.5), Start.Column + (int)Math.Floor(x / CellSize + 0.5));

    /// <summary>Cells on a shortest way, both ends included; empty if there is none.</summary>
    public IReadOnlyList<MazeCell> ShortestPath(MazeCell from, MazeCell to)
    {
        if (!IsFree(from) || !IsFree(to)) return [];
        var distances = Distances(to);
        if (distances[from.Row, from.Column] < 0) return [];
        var path = new List<MazeCell> { from };
        while (path[^1] != to) path.Add(Next(path[^1], distances));
        return path;
    }

    /// <summary>
    /// Where someone at (x, y) should go next to reach a goal: the center of the next cell on a shortest way, and in the goal's
    /// own cell the goal. In a wall it is the nearest free center.
    /// </summary>
    public (double X, double Y) Waypoint(double x, double y, double goalX, double goalY)
    {
        MazeCell here = CellAt(x, y), goal = CellAt(goalX, goalY);
        if (here == goal) return (goalX, goalY);
        if (!IsFree(here)) return FreeCenters().MinBy(c => (c.X - x) * (c.X - x) + (c.Y - y) * (c.Y - y));
        var path = ShortestPath(here, goal);
        return path.Count == 0 ? Center(here) : Center(path[1]);
    }

    /// <summary>Steps between free cells to <paramref name="goal"/> by breadth-first search, <c>[Rows, Columns]</c>; -1 where it cannot be reached.</summary>
    public int[,] Distances(MazeCell goal)
    {
        var distances = new int[Rows, Columns];
        MemoryMarshal.CreateSpan(ref distances[0, 0], distances.Length).Fill(-1);
        if (!IsFree(goal)) return distances;
        var queue = new Queue<MazeCell>([goal]);
        distances[goal.Row, goal.Column] = 0;
        while (queue.TryDequeue(out var cell))
        {
            foreach (var next in Neighbors(cell))
            {
                if (distances[next.Row, next.Column] >= 0) continue;
                distances[next.Row, next.Column] = distances[cell.Row, cell.Column] + 1;
                queue.Enqueue(next);
            }
        }
        return distances;
    }

    /// <summary>Centers of all walls, m.</summary>
    internal IEnumerable<(double X, double Y)> WallCenters() => Cells().Where(c => !IsFree(c)).Select(Center);

    private IEnumerable<(double X, double Y)> FreeCenters() => Cells().Where(IsFree).Select(Center);

    private IEnumerable<MazeCell> Cells() =>
        Enumerable.Range(0, Rows * Columns).Select(i => new MazeCell(i / Columns, i % Columns));

    private IEnumerable<MazeCell> Neighbors(MazeCell cell) =>
        s_steps.Select(s => new MazeCell(cell.Row + s.Row, cell.Column + s.Column)).Where(IsFree);

    private MazeCell Next(MazeCell cell, int[,] distances) =>
        Neighbors(cell).First(n => distances[n.Row, n.Column] == distances[cell.Row, cell.Column] - 1);

    private MazeCell Only(char mark)
    {
        var cells = Cells().Where(c => _rows[c.Row][c.Column] == mark).ToArray();
        return cells.Length == 1 ? cells[0] : throw Bad($"{cells.Length} cells '{mark}'", "exactly one");
    }

    private void Check()
    {
        if (_rows.Length == 0) throw Bad("no rows", "at least three");
        for (int r = 0; r < Rows; r++)
        {
            if (_rows[r].Length != Columns) throw Bad($"{_rows[r].Length} cells in row {r}", $"{Columns} as in row 0");
            int odd = _rows[r].AsSpan().IndexOfAnyExcept([Wall, Free, StartMark, GoalMark]);
            if (odd >= 0) throw Bad($"'{_rows[r][odd]}' in row {r}, column {odd}", "1, 0, R or G");
        }
        foreach (var c in Cells())
        {
            bool border = c.Row == 0 || c.Column == 0 || c.Row == Rows - 1 || c.Column == Columns - 1;
            if (border && IsFree(c)) throw Bad($"a gap in the outer wall at row {c.Row}, column {c.Column}", "1 all around");
        }
    }

    private ForewarnException Bad(string found, string wanted) =>
        ForewarnException.Of($"maze '{Name}'", found, wanted, "Correct the layout.", ExitCode.Usage);
}
