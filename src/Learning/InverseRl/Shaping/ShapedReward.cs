using Forewarn.Core;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.InverseRl.Shaping;

/// <summary>
/// A reward model with the bonus of a potential on top, for optimizers that relabel replayed transitions. On-policy ones add the bonus
/// after scaling the rewards and take a <see cref="PotentialShaping"/> of their own.
/// </summary>
public sealed class ShapedReward(IRewardModel reward, PotentialShaping shaping) : IRewardModel
{
    public void Relabel(TransitionBatch batch, Span<float> rewards, SeedStream seed)
    {
        reward.Relabel(batch, rewards, seed);
        shaping.AddTo(batch, rewards);
    }

    public IReadOnlyDictionary<string, double> Update(ITransitionSource expert, ITransitionSource learner, long iteration, SeedStream seed) =>
        reward.Update(expert, learner, iteration, seed);

    public void Save(SnapshotWriter to)
    {
        to.Add("reward", reward);
        to.Add("potential", shaping.Potential.Parameters);
    }

    public void Load(SnapshotReader from)
    {
        from.Restore("reward", reward);
        from.Floats("potential", shaping.Potential.Parameters);
    }
}
