using Forewarn.Core;
using Forewarn.Learning.Constraints.Inverse;
using Forewarn.Learning.Constraints.Inverse.Classes;
using Forewarn.Learning.Constraints.Maze;
using Forewarn.Reachability.Solving;
using Forewarn.Simulation.Tasks.AntMaze;
using Xunit;

namespace Forewarn.Learning.Tests.Constraints.Maze;

public sealed class MazeLearningTests
{
    /// <summary>3 x 3 cells with a wall across two of them.</summary>
    private static readonly MazeField Small = new(MazeLayout.Umaze, [new(1, 1), new(3, 1)], [new(1, 2), new(3, 2), new(1, 3), new(3, 3), new(2, 3)]);

    [Fact]
    public void The_walls_of_a_small_maze_are_recovered()
    {
        var seed = new SeedStream(4);
        ConstraintTask[] tasks = [.. Enumerable.Range(0, Small.Tasks).Select(k =>
            new ConstraintTask($"goal {k}", Small.Demonstrate(k, 10, 0.1, seed.Child("experts", k))))];
        var constraint = Blank(seed);
        Learn(constraint, tasks, [.. Enumerable.Range(0, Small.Tasks)], rounds: 2);
        var costs = MazeCosts.Of(constraint, Small, 200, seed.Child("score"));
        Assert.Equal(1, MazeCosts.Overlap(costs, Small));
        Assert.Equal(2, MazeCosts.Count(costs));
    }

    [Fact]
    public void A_demonstration_through_a_wall_is_refused()
    {
        // The experts of a maze without a wall there.
        var open = new MazeField(MazeLayout.Parse("open", """
            11111
            1R001
            10001
            1G001
            11111
            """), [new(1, 1)], [new(3, 1)]);
        var shown = open.Demonstrate(0, 3, 0, new SeedStream(1));
        var error = Assert.Throws<ForewarnException>(() => Learn(Blank(new(1)), [new("through", shown)], [1], rounds: 1));
        Assert.Contains("'through', demonstration 0", error.Message);
    }

    [Fact]
    public void The_price_is_the_lowest_at_which_the_walk_keeps_the_limit()
    {
        var seed = new SeedStream(4);
        var constraint = Blank(seed);
        // Before any fit nothing costs: three steps straight through the wall and one beside it, of four places each.
        var outcome = new MazeSearch(Small, [1], 1, 0).Improve(0, constraint, 0, 0, seed, default);
        Assert.Equal(0, outcome.Cost);
        Assert.Equal(-8, outcome.Return, 9);
    }

    [Fact]
    public void Overlap_counts_cells()
    {
        double[] costs = [.. Enumerable.Range(0, 9).Select(c => Small.IsWall(c) ? 1.0 : 0)];
        Assert.Equal(1, MazeCosts.Overlap(costs, Small));
        costs[0] = 0.51;
        Assert.Equal(2.0 / 3, MazeCosts.Overlap(costs, Small), 12);
        costs.AsSpan().Clear();
        Assert.Equal(0, MazeCosts.Overlap(costs, Small));
        Assert.Equal(0, MazeCosts.Count(costs));
    }

    private static ConstraintModel Blank(SeedStream seed) =>
        new(StateFeatures.Whole(2), new NeuralConstraint(2, [32, 32], seed.Child("constraint")), new([0.5f, 0.5f]));

    private static void Learn(ConstraintModel constraint, IReadOnlyList<ConstraintTask> tasks, IReadOnlyList<int> numbers, int rounds) =>
        new InverseConstraintLearning(new() { Rounds = rounds, Fit = new() { Steps = 800, LearningRate = 3e-3, Batch = 256 } }, tasks, constraint,
            new MazeSearch(Small, numbers, 10, 0.1),
            new("point", ["x", "y"], new Dictionary<string, Bounds>(), new Dictionary<string, Bounds>(), new Dictionary<string, double>(), 1, 0, "walls"),
            state => Small.IsWall(Small.CellOf(state.Span)) ? -1 : 1).Run();
}
