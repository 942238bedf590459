using Forewarn.Core;

namespace Forewarn.Simulation.Misspecification;

/// <summary>Weak motors: no action beyond a limit is applied, <c>|a_i| &lt;= c_i</c>.</summary>
public sealed class ClippedActions : AppliedActions
{
    private readonly float[] _limits;

    /// <param name="limits">c, each in [0, 1], one for every column or one for all.</param>
    /// <exception cref="ForewarnException">Another number of limits, or one that is out of range.</exception>
    public ClippedActions(IStateEnvironment inner, params IReadOnlyList<float> limits) : base(inner) =>
        _limits = PerColumn.Of("action limit", limits, inner.ActionSpec.Width, 0, 1);

    public override void Apply(ReadOnlySpan<float> action, Span<float> applied)
    {
        for (int i = 0; i < _limits.Length; i++) applied[i] = Math.Clamp(action[i], -_limits[i], _limits[i]);
    }

    public override void Nearest(ReadOnlySpan<float> wanted, Span<float> nearest) => Apply(wanted, nearest);
}
