using Forewarn.Core;
using Forewarn.Learning.Imitation;
using Forewarn.Simulation.Tasks.AntMaze;

namespace Forewarn.Learning.Constraints.Maze;

/// <summary>
/// An open field of N x N cells in which experts know walls. A state is a place <c>[2]</c> in cells from the middle of the field; its tasks are
/// ways from a few starts to a goal each.
/// </summary>
public sealed class MazeField
{
    private readonly double[] _walls;
    private readonly int[] _starts, _goals;

    /// <param name="layout">Its outer wall is the edge of the field.</param>
    /// <param name="starts">Cells that every task starts from, in turn.</param>
    /// <param name="goals">One task each.</param>
    /// <exception cref="ForewarnException">
    /// No start or goal, a layout that is not square, a start or goal in a wall, or a goal that cannot be reached.
    /// </exception>
    public MazeField(MazeLayout layout, IReadOnlyList<MazeCell> starts, IReadOnlyList<MazeCell> goals)
    {
        _walls = MazePlanner.Walls(layout);
        Size = layout.Rows - 2;
        if (starts.Count == 0 || goals.Count == 0)
            throw Bad(layout, $"{starts.Count} starts and {goals.Count} goals", "at least one of each");
        foreach (var goal in goals)
        {
            var distances = layout.Distances(goal);
            foreach (var start in starts)
                if (!layout.IsFree(start) || distances[start.Row, start.Column] <= 0)
                    throw Bad(layout, $"no way from {start} to {goal}", "two free cells with a way between them");
        }
        (_starts, _goals) = ([.. starts.Select(Cell)], [.. goals.Select(Cell)]);

        int Cell(MazeCell cell) => (cell.Row - 1) * Size + cell.Column - 1;
    }

    /// <summary>A U of 10 x 10 cells: a wall two cells thick from one side to three cells before the other; two corners to start from, ten goals.</summary>
    public static MazeField U { get; } = new(
        MazeLayout.Parse("u", """
            111111111111
            1R0000000001
            100000000001
            100000000001
            100000000001
            111111110001
            111111110001
            100000000001
            100000000001
            100000000001
            1G0000000001
            111111111111
            """),
        [new(1, 1), new(10, 1)],
        [
            new(3, 1), new(4, 5), new(2, 7), new(1, 10), new(5, 10), new(8, 1), new(7, 5), new(9, 7), new(10, 10), new(6, 10),
        ]);

    /// <summary>N.</summary>
    public int Size { get; }

    /// <summary>Number of tasks.</summary>
    public int Tasks => _goals.Length;

    /// <summary>Starts that every task has.</summary>
    public IReadOnlyList<int> Starts => _starts;

    /// <summary>Goal cell of a task.</summary>
    public int Goal(int task) => _goals[task];

    /// <summary>Whether a cell is a wall.</summary>
    public bool IsWall(int cell) => double.IsInfinity(_walls[cell]);

    /// <summary>Shortest ways around the walls, with steps elsewhere now and then: places of several walks from every start.</summary>
    /// <param name="walks">From each start.</param>
    public TransitionSet Demonstrate(int task, int walks, double wander, SeedStream seed)
    {
        var planner = new MazePlanner(Size);
        planner.Solve(_walls, Goal(task));
        var walk = new MazeWalk(planner, wander);
        List<float> states = [], next = [];
        List<int> starts = [];
        foreach (var (places, _) in Walks(walk, task, _walls, walks, seed))
        {
            starts.Add(states.Count / 2);
            states.AddRange(places[..^2]);
            next.AddRange(places[2..]);
        }
        var moves = states.Zip(next, (from, to) => to - from).ToArray();
        var continues = Enumerable.Repeat(1f, states.Count / 2).ToArray();
        for (int e = 0; e < starts.Count; e++) continues[(e + 1 < starts.Count ? starts[e + 1] : continues.Length) - 1] = 0;
        return new(2, 2, [.. states], moves, [.. next], [.. continues.Select(c => -1f)], continues, starts, []);
    }

    /// <summary>Walks of a task from each of its starts, those that arrive or give up.</summary>
    /// <param name="costs">As the walk's planner has solved for.</param>
    /// <returns>Places <c>[n, 2]</c> and whether the goal was reached.</returns>
    public IEnumerable<(float[] Places, bool Arrived)> Walks(MazeWalk walk, int task, double[] costs, int count, SeedStream seed)
    {
        var places = new List<float>();
        for (int i = 0; i < _starts.Length * count; i++)
        {
            places.Clear();
            bool arrived = walk.Run(_starts[i % _starts.Length], Goal(task), costs, places, seed.Child("walk", i));
            float middle = Size / 2f;
            yield return ([.. places.Select(p => p - middle)], arrived);
        }
    }

    /// <summary>A uniform place in a cell, <c>[2]</c>.</summary>
    public void Draw(int cell, Span<float> place, SeedStream seed)
    {
        place[0] = (float)(cell % Size + seed.NextDouble() - Size / 2.0);
        place[1] = (float)(cell / Size + seed.NextDouble() - Size / 2.0);
    }

    /// <summary>The cell of a place, <c>[2]</c>.</summary>
    public int CellOf(ReadOnlySpan<float> place)
    {
        int column = (int)Math.Floor(place[0] + Size / 2.0), row = (int)Math.Floor(place[1] + Size / 2.0);
        return Math.Clamp(row, 0, Size - 1) * Size + Math.Clamp(column, 0, Size - 1);
    }

    private static ForewarnException Bad(MazeLayout layout, string found, string wanted) =>
        ForewarnException.Of($"field of maze '{layout.Name}'", found, wanted, "Correct its starts and goals.", ExitCode.Usage);
}
