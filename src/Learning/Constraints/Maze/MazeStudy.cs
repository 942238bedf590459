using Forewarn.Core;
using Forewarn.Learning.Constraints.Inverse;
using Forewarn.Learning.Constraints.Inverse.Classes;
using Forewarn.Learning.Studies;
using Forewarn.Reachability.Solving;
using Forewarn.Reachability.Transfer;

namespace Forewarn.Learning.Constraints.Maze;

/// <summary>Do many tasks together show where the walls are, where each by itself forbids whatever its expert did not do?</summary>
public sealed class MazeStudy : IStudy
{
    private const int Walks = 10, Places = 1000;
    private const double Wander = 0.1;

    private static readonly InverseConstraintOptions Options = new()
    {
        Rounds = 5, Fit = new() { Steps = 3000, LearningRate = 3e-4, Batch = 256 },
    };

    public string Name => "icl-maze";

    public string Summary => "constraints learned from ten tasks together are the maze's walls; from one task alone they are far too large";

    public int DefaultSeeds => 5;

    public StudyResult Run(IReadOnlyList<ulong> seeds, Action<int, int> progress, CancellationToken cancel = default)
    {
        StudySeeds.Require(seeds);
        var runs = StudyRuns.Named(seeds, (seed, stop) => Seed(StudySeeds.Reported(seed), stop), progress, cancel);
        var field = MazeField.U;
        return new(Name, Summary, seeds,
            new Dictionary<string, string>
            {
                ["field"] = $"{field.Size} x {field.Size} cells, {Cells(field).Count(field.IsWall)} of them wall, {field.Tasks} goals, {field.Starts.Count} starts",
                ["demonstrations"] = $"{Walks} per goal and start, one step in {1 / Wander:F0} elsewhere", ["rounds"] = $"{Options.Rounds}",
                ["fit"] = $"{Options.Fit}", ["constraint"] = "2-128-128-1", ["score"] = $"mean cost of {Places} places per cell, forbidden above {MazeCosts.Forbidden}",
            },
            [.. runs.Select(r => StudyFigure.Sampled(r.Name, r.PerSeed, r.Name == "together_less_alone/overlap" ? new(AtLeast: 0) : null))],
            ["Alone: the mean over the ten tasks, each with a constraint of its own; best is the best of the ten.",
             "Cells that neither side entered are judged like all others: what a network says of them is a guess."]);
    }

    private static IEnumerable<(string Name, double Value)> Seed(SeedStream seed, CancellationToken cancel)
    {
        var field = MazeField.U;
        ConstraintTask[] tasks = [.. Enumerable.Range(0, field.Tasks).Select(k =>
            new ConstraintTask($"goal {k}", field.Demonstrate(k, Walks, Wander, seed.Child("experts", k))))];
        double[] together = Learn(field, tasks, [.. Enumerable.Range(0, field.Tasks)], seed.Child("together"), cancel);
        double[][] alone = [.. tasks.Select((task, k) => Learn(field, [task], [k], seed.Child("alone", k), cancel))];
        double mean = alone.Average(c => MazeCosts.Overlap(c, field));
        yield return ("together/overlap", MazeCosts.Overlap(together, field));
        yield return ("together/walls_found", Share(together, field));
        yield return ("together/forbidden_cells", MazeCosts.Count(together));
        yield return ("alone/overlap", mean);
        yield return ("alone/best_overlap", alone.Max(c => MazeCosts.Overlap(c, field)));
        yield return ("alone/walls_found", alone.Average(c => Share(c, field)));
        yield return ("alone/forbidden_cells", alone.Average(c => MazeCosts.Count(c)));
        yield return ("together_less_alone/overlap", MazeCosts.Overlap(together, field) - mean);
    }

    /// <summary>Mean cost of every cell under what the tasks teach.</summary>
    internal static double[] Learn(MazeField field, IReadOnlyList<ConstraintTask> tasks, IReadOnlyList<int> numbers, SeedStream seed, CancellationToken cancel)
    {
        var constraint = new ConstraintModel(StateFeatures.Whole(2), new NeuralConstraint(2, [128, 128], seed.Child("constraint")), new([0.5f, 0.5f]));
        var game = new InverseConstraintLearning(Options with { Seed = seed.Key }, tasks, constraint, new MazeSearch(field, numbers, Walks, Wander),
            Walker, state => field.IsWall(field.CellOf(state.Span)) ? -1 : 1);
        game.Run(cancel);
        return MazeCosts.Of(constraint, field, Places, seed.Child("score"));
    }

    private static readonly DynamicsSignature Walker = new("point on a plane", ["x_cells", "y_cells"],
        new Dictionary<string, Bounds> { ["dx_cells"] = new(-1, 1), ["dy_cells"] = new(-1, 1) }, new Dictionary<string, Bounds>(),
        new Dictionary<string, double>(), 1, 0, "not in a wall");

    private static double Share(double[] costs, MazeField field) =>
        Cells(field).Count(c => field.IsWall(c) && costs[c] > MazeCosts.Forbidden) / (double)Cells(field).Count(field.IsWall);

    private static IEnumerable<int> Cells(MazeField field) => Enumerable.Range(0, field.Size * field.Size);
}
