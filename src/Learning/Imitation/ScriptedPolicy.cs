using Forewarn.Core;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Training;
using Forewarn.Simulation;

namespace Forewarn.Learning.Imitation;

/// <summary>A controller as a policy: it has nothing to learn and no noise of its own.</summary>
public sealed class ScriptedPolicy(IController controller, int stateSize, int actionSize) : IStatePolicy
{
    private readonly double[] _state = new double[stateSize];

    public int StateSize => stateSize;

    public int ActionSize => actionSize;

    public void Act(ReadOnlySpan<float> states, Span<float> actions, SeedStream? noise)
    {
        for (int row = 0; row < states.Length / stateSize; row++)
        {
            for (int c = 0; c < stateSize; c++) _state[c] = states[row * stateSize + c];
            controller.Act(_state, actions.Slice(row * actionSize, actionSize));
        }
    }

    public void Save(SnapshotWriter to) { }

    public void Load(SnapshotReader from) { }
}
