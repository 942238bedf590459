using Forewarn.Core;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.InverseRl.Rewards;

/// <summary>
/// The control that knows nothing: the same reward everywhere. Where a task ends early, being paid for staying alive already teaches
/// something; a learned reward must beat this one.
/// </summary>
public sealed class ConstantReward(double value = 0.5) : IRewardModel
{
    public void Relabel(TransitionBatch batch, Span<float> rewards, SeedStream seed) => rewards[..batch.Count].Fill((float)value);

    public IReadOnlyDictionary<string, double> Update(ITransitionSource expert, ITransitionSource learner, long iteration, SeedStream seed) =>
        new Dictionary<string, double>();

    public void Save(SnapshotWriter to) { }

    public void Load(SnapshotReader from) { }
}
