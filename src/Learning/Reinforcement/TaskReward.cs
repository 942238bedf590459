using Forewarn.Core;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Reinforcement;

/// <summary>The task's own reward: plain reinforcement learning, for experts and upper bounds.</summary>
public sealed class TaskReward : IRewardModel
{
    public void Relabel(TransitionBatch batch, Span<float> rewards, SeedStream seed) => batch.Rewards.CopyTo(rewards);

    public IReadOnlyDictionary<string, double> Update(ITransitionSource expert, ITransitionSource learner, long iteration, SeedStream seed) =>
        new Dictionary<string, double>();

    public void Save(SnapshotWriter to) { }

    public void Load(SnapshotReader from) { }
}
