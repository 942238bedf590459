using Forewarn.Core;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Reinforcement;

namespace Forewarn.Learning.InverseRl.Shaping;

/// <summary>
/// The value network of a trained optimizer as a potential: with the values of an optimal policy a greedy step is already right. Its
/// rewards must be in the units of those it shapes; PPO scales both to returns of deviation 1.
/// </summary>
public sealed class CriticPotential : IPotential
{
    private readonly MlpPotential _values;
    private readonly Mlp _critic;
    private readonly StateNormalizer? _normalizer;
    private float[] _inputs = [];

    /// <param name="critic">Normalized S to 1; copied.</param>
    /// <param name="normalizer">What the critic's inputs went through; null if nothing. Must not change any more.</param>
    public CriticPotential(Mlp critic, StateNormalizer? normalizer)
    {
        (_critic, _normalizer) = (critic.Frozen(), normalizer);
        _values = new(_critic);
    }

    public int StateSize => _values.StateSize;

    public Span<float> Parameters => _values.Parameters;

    public void Evaluate(ReadOnlySpan<float> states, Span<float> values)
    {
        Shape.Require("states", states.Length, ("N", values.Length), ("S", StateSize));
        if (_normalizer is null)
        {
            _values.Evaluate(states, values);
            return;
        }
        if (_inputs.Length < states.Length) _inputs = new float[states.Length];
        _normalizer.Apply(states, _inputs.AsSpan(0, states.Length));
        _values.Evaluate(_inputs.AsSpan(0, states.Length), values);
    }

    public IPotential Copy() => new CriticPotential(_critic, _normalizer);
}
