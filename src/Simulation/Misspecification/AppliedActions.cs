using Forewarn.Core;

namespace Forewarn.Simulation.Misspecification;

/// <summary>A learner whose actions reach the motors changed, every column by itself.</summary>
public abstract class AppliedActions : EnvironmentWrapper
{
    private readonly float[] _applied;

    protected AppliedActions(IStateEnvironment inner) : base(inner) => _applied = new float[inner.ActionSpec.Width];

    public override StepResult Step(ReadOnlySpan<float> action)
    {
        if (action.Length != _applied.Length) Shape.Require("action", action.Length, ("A", _applied.Length));
        Apply(action, _applied);
        return Inner.Step(_applied);
    }

    /// <summary>What <paramref name="action"/> does to the inner environment as it stands, both <c>[A]</c>.</summary>
    public abstract void Apply(ReadOnlySpan<float> action, Span<float> applied);

    /// <summary>Narrows the ranges of incoming actions to those of applied ones, in the present state, both <c>[A]</c>.</summary>
    public abstract void Reach(Span<float> low, Span<float> high);
}
