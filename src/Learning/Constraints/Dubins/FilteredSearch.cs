using Forewarn.Core;
using Forewarn.Learning.Constraints.Inverse;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Constraints.Dubins;

/// <summary>
/// The inner player without a policy search: turns as wished under a filter by the present constraint. Nearly optimal by construction for any
/// constraint, so what comes out says something about the constraint and nothing about a search.
/// </summary>
internal sealed class FilteredSearch(DubinsWorld world, int episodes) : IConstrainedSearch
{
    public SearchOutcome Improve(int task, ConstraintModel constraint, double limit, int round, SeedStream seed, CancellationToken cancel)
    {
        var played = new FilteredDriving(world, By(constraint)).Run(WishedTurns.All[task], episodes, seed);
        var raw = new float[played.Count];
        constraint.Raw(DemonstrationCheck.Reached(played, 3), raw);
        double earned = 0;
        foreach (float r in played.Rewards) earned += r;
        return new(DemonstrationCheck.Visited(played, 3), earned / episodes, raw.Sum(r => constraint.Cost(r)) / episodes, played.Count);
    }

    /// <summary>How far raw exceeds the threshold; states without data pass, or nothing would be explored.</summary>
    public static Forbidding By(ConstraintModel constraint) => (states, excess) =>
    {
        float[] single = new float[states.Length], raw = new float[excess.Length];
        for (int i = 0; i < single.Length; i++) single[i] = (float)states[i];
        constraint.Raw(single, raw);
        for (int b = 0; b < raw.Length; b++) excess[b] = raw[b] - constraint.Threshold;
    };

    public void Save(SnapshotWriter to) { }

    public void Load(SnapshotReader from) { }
}
