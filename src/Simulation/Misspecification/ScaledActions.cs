using Forewarn.Core;

namespace Forewarn.Simulation.Misspecification;

/// <summary>Other gears: <c>g_i a_i</c> is applied. A factor of 0 is a motor that is dead, a negative one a motor that turns the wrong way.</summary>
public sealed class ScaledActions : AppliedActions
{
    private readonly float[] _factors;

    /// <param name="factors">g, each in [-1, 1], one for every column or one for all.</param>
    /// <exception cref="ForewarnException">Another number of factors, or one that is out of range.</exception>
    public ScaledActions(IStateEnvironment inner, params IReadOnlyList<float> factors) : base(inner) =>
        _factors = PerColumn.Of("gear factor", factors, inner.ActionSpec.Width, -1, 1);

    public override void Apply(ReadOnlySpan<float> action, Span<float> applied)
    {
        for (int i = 0; i < _factors.Length; i++) applied[i] = _factors[i] * Math.Clamp(action[i], -1, 1);
    }

    public override void Reach(Span<float> low, Span<float> high)
    {
        for (int i = 0; i < _factors.Length; i++)
        {
            float one = _factors[i] * low[i], other = _factors[i] * high[i];
            (low[i], high[i]) = (Math.Min(one, other), Math.Max(one, other));
        }
    }
}
