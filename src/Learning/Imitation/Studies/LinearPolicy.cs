using Forewarn.Core;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Imitation.Studies;

/// <summary><c>u = -(k_1 s_1 + .. + k_S s_S)</c> within [-1, 1], one action.</summary>
internal sealed class LinearPolicy(IReadOnlyList<double> gains) : IStatePolicy
{
    public int StateSize => gains.Count;

    public int ActionSize => 1;

    public void Act(ReadOnlySpan<float> states, Span<float> actions, SeedStream? noise)
    {
        for (int n = 0; n < actions.Length; n++)
        {
            double u = 0;
            for (int c = 0; c < gains.Count; c++) u -= gains[c] * states[n * gains.Count + c];
            actions[n] = (float)Math.Clamp(u, -1, 1);
        }
    }

    public void Save(SnapshotWriter to) { }

    public void Load(SnapshotReader from) { }
}
