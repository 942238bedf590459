using Forewarn.Simulation;
using Forewarn.Simulation.Misspecification;

namespace Forewarn.Learning.Constraints.Inverse;

/// <summary>
/// An environment as a constrained policy senses it: the state with its angles as cosine and sine, and last the raw value of the present
/// constraint. Without it a policy would have to learn the edge again from costs in every round.
/// </summary>
/// <param name="angles">State columns in rad.</param>
public sealed class ConstraintSensing(IStateEnvironment inner, ConstraintModel constraint, IReadOnlyList<int> angles) : EnvironmentWrapper(inner)
{
    private readonly StateFeatures _layout = StateFeatures.Whole(inner.StateSize, angles);
    private readonly float[] _state = new float[inner.StateSize], _sensed = new float[inner.StateSize + angles.Count + 1];

    public override int StateSize => _sensed.Length;

    public override void Sense(Span<double> state)
    {
        Inner.Sense(_state);
        Write(_state, _sensed);
        for (int c = 0; c < _sensed.Length; c++) state[c] = _sensed[c];
    }

    /// <summary>What a policy senses of a state <c>[S]</c>.</summary>
    internal void Write(ReadOnlySpan<float> state, Span<float> sensed)
    {
        _layout.Write(state, sensed);
        sensed[^1] = (float)constraint.Raw(state[..constraint.Features.StateSize]);
    }
}
