using Forewarn.Core;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Reinforcement;

/// <summary>Policy search: the inner loop of every method here.</summary>
public interface IPolicyOptimizer : ISnapshot
{
    /// <summary>The policy that is being improved; the same object throughout.</summary>
    IStatePolicy Policy { get; }

    /// <summary>What the learner has seen so far, newest last; off-policy optimizers train on it.</summary>
    ReplayBuffer Replay { get; }

    /// <summary>Interacts for <paramref name="steps"/> environment steps (rounded up to whole roll-outs) and improves the policy meanwhile.</summary>
    /// <param name="reward">Frozen during the call; asked anew for every batch.</param>
    /// <returns>Mean figures of the call for the log.</returns>
    IReadOnlyDictionary<string, double> Improve(LearnerEpisodes episodes, IRewardModel reward, long steps, SeedStream seed);

    /// <summary>Gives the policy new initial weights and keeps everything else: replay, critics, optimizer moments.</summary>
    void Reinitialize(SeedStream seed);
}
