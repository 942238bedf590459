using CsCheck;
using Forewarn.Core;
using Forewarn.Learning.Constraints.Maze;
using Forewarn.Simulation.Tasks.AntMaze;
using Xunit;

namespace Forewarn.Learning.Tests.Constraints.Maze;

public sealed class MazePlannerTests
{
    /// <summary>Random walls: steps to the goal are those of breadth-first search, infinite where it finds no way.</summary>
    [Fact]
    public void Without_costs_the_values_are_the_distances_of_a_breadth_first_search() =>
        Gen.Select(Gen.Int[2, 9], Gen.Double[0, 0.5], Gen.Int[1, 1_000_000]).Sample((size, density, seed) =>
        {
            var draw = new SeedStream((ulong)seed);
            int goal = draw.Next(size * size);
            double[] costs = [.. Enumerable.Range(0, size * size).Select(c => c != goal && draw.NextDouble() < density ? double.PositiveInfinity : 0)];
            var planner = new MazePlanner(size);
            planner.Solve(costs, goal);
            var wanted = Distances(planner, costs, goal);
            for (int c = 0; c < costs.Length; c++) Assert.Equal(wanted[c], planner.Values[c]);
        }, iter: 300);

    /// <summary>Every cell's value is reached by no way of up to n moves more cheaply: Bellman-Ford on all cells at once.</summary>
    [Fact]
    public void With_costs_no_way_is_cheaper() =>
        Gen.Select(Gen.Int[2, 6], Gen.Int[1, 1_000_000]).Sample((size, seed) =>
        {
            var draw = new SeedStream((ulong)seed);
            double[] costs = [.. Enumerable.Range(0, size * size).Select(_ => 10 * draw.NextDouble())];
            int goal = draw.Next(size * size);
            var planner = new MazePlanner(size);
            planner.Solve(costs, goal);
            var values = Enumerable.Repeat(double.PositiveInfinity, costs.Length).ToArray();
            values[goal] = 0;
            for (int k = 0; k < costs.Length; k++)
                values = [.. Enumerable.Range(0, costs.Length).Select(c => c == goal ? 0 : planner.Neighbors(c).Min(n => 1 + costs[n] + values[n]))];
            for (int c = 0; c < costs.Length; c++) Assert.Equal(values[c], planner.Values[c], 9);
        }, iter: 100);

    [Fact]
    public void Walks_without_wandering_are_shortest_ways_and_never_in_a_wall()
    {
        var field = MazeField.U;
        var planner = new MazePlanner(field.Size);
        double[] walls = [.. Enumerable.Range(0, 100).Select(c => field.IsWall(c) ? double.PositiveInfinity : 0)];
        planner.Solve(walls, field.Goal(0));
        var walk = new MazeWalk(planner, 0);
        foreach (var (places, arrived) in field.Walks(walk, 0, walls, 5, new SeedStream(3)))
        {
            Assert.True(arrived);
            int start = field.CellOf(places.AsSpan(0, 2));
            Assert.Equal(4 * planner.Values[start], places.Length / 2 - 1);
            for (int i = 0; i < places.Length; i += 2) Assert.False(field.IsWall(field.CellOf(places.AsSpan(i, 2))));
        }
    }

    [Fact]
    public void Experts_who_wander_keep_out_of_walls_too()
    {
        var field = MazeField.U;
        for (int task = 0; task < field.Tasks; task++)
        {
            var shown = field.Demonstrate(task, 10, 0.3, new SeedStream(5).Child("experts", task));
            Assert.Equal(20, shown.Starts.Count);
            for (int i = 0; i < shown.Count; i++)
            {
                Assert.False(field.IsWall(field.CellOf(shown.States.Slice(2 * i, 2))));
                Assert.False(field.IsWall(field.CellOf(shown.NextStates.Slice(2 * i, 2))));
            }
        }
    }

    [Fact]
    public void Nonsense_is_refused()
    {
        var planner = new MazePlanner(2);
        Assert.Contains("-1", Assert.Throws<ForewarnException>(() => planner.Solve([0, -1, 0, 0], 0)).Message);
        Assert.Throws<ForewarnException>(() => planner.Solve([0, double.NaN, 0, 0], 0));
        Assert.Contains("cell 4", Assert.Throws<ForewarnException>(() => planner.Solve([0, 0, 0, 0], 4)).Message);
        Assert.Throws<ForewarnException>(() => planner.Solve([0, 0, 0], 0));
        Assert.Throws<ForewarnException>(() => new MazeWalk(planner, 1));
        Assert.Contains("5 x 8", Assert.Throws<ForewarnException>(() => MazePlanner.Walls(MazeLayout.Parse("wide", Wide))).Message);
        Assert.Throws<ForewarnException>(() => new MazeField(MazeLayout.Umaze, [], [new(1, 1)]));
        Assert.Throws<ForewarnException>(() => new MazeField(MazeLayout.Umaze, [new(1, 1)], [new(2, 1)]));
    }

    [Fact]
    public void Costs_without_end_block_a_goal_and_a_walk_gives_up()
    {
        var planner = new MazePlanner(2);
        double[] costs = [0, double.PositiveInfinity, double.PositiveInfinity, 0];
        planner.Solve(costs, 3);
        Assert.Equal(double.PositiveInfinity, planner.Values[0]);
        var places = new List<float>();
        Assert.False(new MazeWalk(planner, 0.5).Run(0, 3, costs, places, new SeedStream(1)));
        for (int i = 0; i < places.Count; i++) Assert.InRange(places[i], 0, 1);
    }

    private const string Wide = """
        11111111
        1R000001
        10000001
        100000G1
        11111111
        """;

    private static double[] Distances(MazePlanner planner, double[] costs, int goal)
    {
        var distances = Enumerable.Repeat(double.PositiveInfinity, costs.Length).ToArray();
        distances[goal] = 0;
        var queue = new Queue<int>([goal]);
        // From the goal backwards: a wall may be left but not entered, so it has a distance and gives none.
        while (queue.TryDequeue(out int cell))
        {
            if (double.IsInfinity(costs[cell])) continue;
            foreach (int before in planner.Neighbors(cell))
            {
                if (!double.IsInfinity(distances[before])) continue;
                distances[before] = distances[cell] + 1;
                queue.Enqueue(before);
            }
        }
        return distances;
    }
}
