using Forewarn.Core;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.InverseRl.Rewards;

/// <summary>A finished reward model that no update changes: what retraining from scratch optimizes.</summary>
public sealed class FixedReward(IRewardModel model) : IRewardModel
{
    public void Relabel(TransitionBatch batch, Span<float> rewards, SeedStream seed) => model.Relabel(batch, rewards, seed);

    public IReadOnlyDictionary<string, double> Update(ITransitionSource expert, ITransitionSource learner, long iteration, SeedStream seed) =>
        new Dictionary<string, double>();

    public void Save(SnapshotWriter to) => model.Save(to);

    public void Load(SnapshotReader from) => model.Load(from);
}
