using Forewarn.Core;
using Forewarn.Learning.Constraints.Inverse;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Constraints.Maze;

/// <summary>
/// The inner player of a maze: value iteration on the cells at the lowest price of the present cost at which walks keep the limit. The field is
/// open to it; what it must not enter it knows from the constraint alone.
/// </summary>
/// <param name="tasks">Tasks of the field, by the index that the game gives them.</param>
/// <param name="walks">Per start.</param>
/// <param name="wander">As the experts'.</param>
public sealed class MazeSearch(MazeField field, IReadOnlyList<int> tasks, int walks, double wander) : IConstrainedSearch
{
    private const int PlacesPerCell = 50;

    /// <summary>Prices of a unit of cost, in steps; the last is dearer than any way around.</summary>
    private static readonly double[] Prices = [0, 0.5, 1, 2, 4, 8, 16, 32, 64, 128];

    public SearchOutcome Improve(int task, ConstraintModel constraint, double limit, int round, SeedStream seed, CancellationToken cancel)
    {
        var costs = MazeCosts.Of(constraint, field, PlacesPerCell, seed.Child("cells"));
        var planner = new MazePlanner(field.Size);
        var walk = new MazeWalk(planner, wander);
        foreach (double price in Prices)
        {
            cancel.ThrowIfCancellationRequested();
            double[] priced = [.. costs.Select(c => price * c)];
            planner.Solve(priced, field.Goal(tasks[task]));
            float[][] trips = [.. field.Walks(walk, tasks[task], priced, walks, seed.Child("walks")).Select(w => w.Places)];
            float[] states = [.. trips.SelectMany(p => p)];
            double cost = Cost(constraint, states) / trips.Length;
            if (cost <= limit + 1e-9 || price == Prices[^1])
                return new(states, -trips.Average(p => p.Length / 2 - 1), cost, states.Length / 2);
        }
        throw new InvalidOperationException("There are no prices.");
    }

    public void Save(SnapshotWriter to)
    {
    }

    public void Load(SnapshotReader from)
    {
    }

    private static double Cost(ConstraintModel constraint, float[] states)
    {
        var raw = new float[states.Length / 2];
        constraint.Raw(states, raw);
        double sum = 0;
        foreach (float r in raw) sum += constraint.Cost(r);
        return sum;
    }
}
