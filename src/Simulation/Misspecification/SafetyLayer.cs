using Forewarn.Core;

namespace Forewarn.Simulation.Misspecification;

/// <summary>A supervisor that takes over wherever a predicate holds, and whom the learner cannot argue with.</summary>
public sealed class SafetyLayer : AppliedActions
{
    private readonly StatePredicate _takesOver;
    private readonly float[] _replacement;
    private readonly double[] _state;

    /// <param name="takesOver">Asked before every step.</param>
    /// <param name="replacement">What is applied then, each in [-1, 1], one for every column or one for all.</param>
    /// <exception cref="ForewarnException">Another number of columns, or one that is out of range.</exception>
    public SafetyLayer(IStateEnvironment inner, StatePredicate takesOver, params IReadOnlyList<float> replacement) : base(inner)
    {
        (_takesOver, _state) = (takesOver, new double[inner.StateSize]);
        _replacement = PerColumn.Of("replacement", replacement, inner.ActionSpec.Width, -1, 1);
    }

    public override void Apply(ReadOnlySpan<float> action, Span<float> applied)
    {
        if (Holds()) _replacement.CopyTo(applied);
        else action.CopyTo(applied);
    }

    public override void Reach(Span<float> low, Span<float> high)
    {
        if (!Holds()) return;
        _replacement.CopyTo(low);
        _replacement.CopyTo(high);
    }

    private bool Holds()
    {
        Inner.Sense(_state);
        return _takesOver(_state);
    }
}
