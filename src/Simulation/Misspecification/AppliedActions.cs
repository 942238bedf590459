using Forewarn.Core;

namespace Forewarn.Simulation.Misspecification;

/// <summary>A learner whose actions reach the motors changed.</summary>
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

    /// <summary>The closest to <paramref name="wanted"/> that any action in [-1, 1] can have applied here, both <c>[A]</c>.</summary>
    public abstract void Nearest(ReadOnlySpan<float> wanted, Span<float> nearest);
}
