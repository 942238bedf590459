using Forewarn.Learning.Training;

namespace Forewarn.Learning.Reinforcement;

/// <summary>
/// Environment steps by what they were for. Published curves count the first alone; all three cost the same on a robot.
/// </summary>
public sealed class InteractionCounts : ISnapshot
{
    /// <summary>Steps the policy was improved on.</summary>
    public long Learning { get; set; }

    /// <summary>Steps of roll-outs that only the reward model saw.</summary>
    public long Critic { get; set; }

    /// <summary>Steps taken to reach the state an episode starts from.</summary>
    public long RollIn { get; set; }

    /// <summary>Episodes started for learning.</summary>
    public long Episodes { get; set; }

    public void Save(SnapshotWriter to) => to.Add("counts", [Learning, Critic, RollIn, Episodes]);

    public void Load(SnapshotReader from)
    {
        Span<long> counts = stackalloc long[4];
        from.Longs("counts", counts);
        (Learning, Critic, RollIn, Episodes) = (counts[0], counts[1], counts[2], counts[3]);
    }
}
