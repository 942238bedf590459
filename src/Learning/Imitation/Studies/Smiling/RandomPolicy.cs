using Forewarn.Core;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Imitation.Studies.Smiling;

/// <summary>Uniformly random actions; without noise, none.</summary>
internal sealed class RandomPolicy(int stateSize, int actionSize) : IStatePolicy
{
    public int StateSize => stateSize;

    public int ActionSize => actionSize;

    public void Act(ReadOnlySpan<float> states, Span<float> actions, SeedStream? noise)
    {
        foreach (ref float a in actions) a = noise is null ? 0 : (float)noise.Uniform(-1, 1);
    }

    public void Save(SnapshotWriter to) { }

    public void Load(SnapshotReader from) { }
}
