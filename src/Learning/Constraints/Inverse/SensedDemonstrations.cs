using Forewarn.Learning.Imitation;
using Forewarn.Learning.Reinforcement;

namespace Forewarn.Learning.Constraints.Inverse;

/// <summary>Demonstrations as a policy senses them under the present constraint.</summary>
internal sealed class SensedDemonstrations : ITransitionSource
{
    private readonly TransitionSet _set;
    private readonly float[] _states, _nextStates;

    public SensedDemonstrations(TransitionSet set, ConstraintSensing sensing)
    {
        (_set, StateSize) = (set, sensing.StateSize);
        (_states, _nextStates) = (Sensed(set.States), Sensed(set.NextStates));

        float[] Sensed(ReadOnlySpan<float> rows)
        {
            var sensed = new float[set.Count * StateSize];
            for (int i = 0; i < set.Count; i++)
                sensing.Write(rows.Slice(i * set.StateSize, set.StateSize), sensed.AsSpan(i * StateSize, StateSize));
            return sensed;
        }
    }

    public int Count => _set.Count;

    public int StateSize { get; }

    public int ActionSize => _set.ActionSize;

    public void Copy(int index, TransitionBatch batch, int row)
    {
        _states.AsSpan(index * StateSize, StateSize).CopyTo(batch.States[(row * StateSize)..]);
        _set.Actions.Slice(index * ActionSize, ActionSize).CopyTo(batch.Actions[(row * ActionSize)..]);
        _nextStates.AsSpan(index * StateSize, StateSize).CopyTo(batch.NextStates[(row * StateSize)..]);
        (batch.Rewards[row], batch.Continues[row], batch.FromExpert[row]) = (_set.Rewards[index], _set.Continues[index], 1);
    }
}
