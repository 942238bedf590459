using Forewarn.Core;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.InverseRl.Retraining;

/// <summary>The policy of the newest retraining; a checkpoint fills the one that is there.</summary>
internal sealed class RetrainedPolicy(IStatePolicy first) : IStatePolicy
{
    public IStatePolicy Inner { get; set; } = first;

    public int StateSize => Inner.StateSize;

    public int ActionSize => Inner.ActionSize;

    public void Act(ReadOnlySpan<float> states, Span<float> actions, SeedStream? noise) => Inner.Act(states, actions, noise);

    public void Save(SnapshotWriter to) => Inner.Save(to);

    public void Load(SnapshotReader from) => Inner.Load(from);
}
