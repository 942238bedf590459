using Forewarn.Core;
using Forewarn.Learning.Imitation;
using Forewarn.Learning.Reinforcement;
using Forewarn.Simulation;

namespace Forewarn.Learning.InverseRl.Resets;

/// <summary>
/// Episodes start at a recorded state: a uniformly drawn episode, then a uniformly drawn time in it. Expert states make FILTER (Swamy et
/// al. 2023), offline states of another policy make GUITAR. The exact saved state is loaded, so nothing is replayed and the roll-in is free.
/// </summary>
public sealed class RecordedStates : IResetDistribution
{
    private readonly TransitionSet _set;

    /// <exception cref="ForewarnException">The set holds no environment states.</exception>
    public RecordedStates(TransitionSet set)
    {
        if (!set.HasSnapshots || set.Count == 0)
            throw ForewarnException.Of("reset states", "a data set without saved environment states", "one with them",
                "Record it with collect demos.", ExitCode.Usage);
        _set = set;
    }

    public int Reset(IStateEnvironment environment, SeedStream seed)
    {
        int episode = seed.Next(_set.Starts.Count);
        int index = _set.Starts[episode] + seed.Next(_set.LengthOf(episode));
        environment.Reset(seed.Child("noise"));
        environment.LoadState(_set.Snapshot(index));
        return 0;
    }
}
