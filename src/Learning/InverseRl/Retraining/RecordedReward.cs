using System.Numerics.Tensors;
using Forewarn.Core;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.InverseRl.Retraining;

/// <summary>
/// Passes a reward on and notes what every batch earned per step. An on-policy optimizer asks once per roll-out, so that the notes are
/// its learning curve, before any scaling or shaping.
/// </summary>
public sealed class RecordedReward(IRewardModel reward) : IRewardModel
{
    private readonly List<double> _learned = [], _earned = [];

    /// <summary>Mean of the passed-on reward per batch.</summary>
    public IReadOnlyList<double> Learned => _learned;

    /// <summary>Mean of the task's own reward per batch.</summary>
    public IReadOnlyList<double> Earned => _earned;

    public void Relabel(TransitionBatch batch, Span<float> rewards, SeedStream seed)
    {
        double earned = TensorPrimitives.Sum<float>(batch.Rewards) / batch.Count;
        reward.Relabel(batch, rewards, seed);
        _earned.Add(earned);
        _learned.Add(TensorPrimitives.Sum<float>(rewards[..batch.Count]) / batch.Count);
    }

    public IReadOnlyDictionary<string, double> Update(ITransitionSource expert, ITransitionSource learner, long iteration, SeedStream seed) =>
        reward.Update(expert, learner, iteration, seed);

    public void Save(SnapshotWriter to) => to.Add("reward", reward);

    public void Load(SnapshotReader from) => from.Restore("reward", reward);
}
