using Forewarn.Core;

namespace Forewarn.Learning.InverseRl.Shaping;

/// <summary>One free number per state; a state is a single number, its index.</summary>
public sealed class TabularPotential : IPotential
{
    private readonly float[] _values;

    public TabularPotential(ReadOnlySpan<float> values) => _values = values.ToArray();

    public int StateSize => 1;

    public Span<float> Parameters => _values;

    public void Evaluate(ReadOnlySpan<float> states, Span<float> values)
    {
        Shape.Require("states", states.Length, ("N", values.Length), ("S", 1));
        for (int i = 0; i < states.Length; i++) values[i] = _values[(int)states[i]];
    }

    public IPotential Copy() => new TabularPotential(_values);
}
