using Forewarn.Core;

namespace Forewarn.Learning.Constraints.Maze;

/// <summary>
/// A point walks from cell to cell on best ways and now and then elsewhere. It goes straight to a random place in the next cell, so that it
/// is never outside of the two.
/// </summary>
public sealed class MazeWalk
{
    /// <summary>Places noted on the way from one cell to the next.</summary>
    private const int Places = 4;

    /// <summary>Steps after which a walk that has not arrived is over.</summary>
    private const int Longest = 100;

    private readonly MazePlanner _planner;
    private readonly double _wander;
    private readonly List<int> _free = [];

    /// <param name="planner">Solved for the costs of the walks.</param>
    /// <param name="wander">Probability that a step goes to any neighbor that may be entered.</param>
    public MazeWalk(MazePlanner planner, double wander)
    {
        if (wander is not (>= 0 and < 1))
            throw ForewarnException.Of("wander", $"{wander}", "0 to below 1", "A walk that only wanders does not arrive.", ExitCode.Usage);
        (_planner, _wander) = (planner, wander);
    }

    /// <summary>Walks until the goal's cell is reached.</summary>
    /// <param name="costs">As the planner has solved for.</param>
    /// <param name="places">Receives x, y of every place on the way, in cells: cell c has its center at column + 0.5, row + 0.5.</param>
    /// <returns>Whether the goal was reached.</returns>
    public bool Run(int start, int goal, ReadOnlySpan<double> costs, List<float> places, SeedStream seed)
    {
        int cell = start;
        var (x, y) = Inside(cell, seed);
        Note(x, y);
        for (int step = 0; step < Longest && cell != goal; step++)
        {
            cell = seed.NextDouble() < _wander ? Wander(cell, costs, seed) : _planner.Next(cell, costs, seed);
            var (nextX, nextY) = Inside(cell, seed);
            for (int i = 1; i <= Places; i++)
            {
                double share = (double)i / Places;
                Note(x + share * (nextX - x), y + share * (nextY - y));
            }
            (x, y) = (nextX, nextY);
        }
        return cell == goal;

        void Note(double px, double py)
        {
            places.Add((float)px);
            places.Add((float)py);
        }
    }

    private int Wander(int cell, ReadOnlySpan<double> costs, SeedStream seed)
    {
        _free.Clear();
        foreach (int next in _planner.Neighbors(cell))
            if (!double.IsInfinity(costs[next])) _free.Add(next);
        return _free.Count == 0 ? cell : _free[seed.Next(_free.Count)];
    }

    /// <summary>A place in a cell, away from its edges: rounding must not put it into the next one.</summary>
    private (double X, double Y) Inside(int cell, SeedStream seed)
    {
        const double edge = 0.02;
        int n = _planner.Size;
        return (cell % n + seed.Uniform(edge, 1 - edge), cell / n + seed.Uniform(edge, 1 - edge));
    }
}
