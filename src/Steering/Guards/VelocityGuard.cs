using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>
/// Successive rows may not change faster than a rate per named column (for increments: the increment itself).
/// The step from the robot's present target to the first executed row is bounded by <see cref="ActionQueue"/>.
/// </summary>
public sealed class VelocityGuard : IPlanGuard
{
    private readonly ActionSpec _spec;
    private readonly (int Index, ColumnRate Rate)[] _rates;

    /// <exception cref="ForewarnException">A column is unknown or a rate is not positive.</exception>
    public VelocityGuard(ActionSpec spec, params IReadOnlyList<ColumnRate> rates)
    {
        foreach (ColumnRate rate in rates)
        {
            if (!(rate.PerSecond > 0))
                throw ForewarnException.Of($"rate of '{rate.Column}'", $"{rate.PerSecond}", "a positive number",
                    "Correct the limits.", ExitCode.Usage);
        }
        (_spec, _rates) = (spec, [.. rates.Select(r => (PlanColumns.Index(spec, r.Column), r))]);
    }

    public GuardReport Check(ObservationHistory history, ActionProposals modes, LatentRollout? rollout)
    {
        if (!modes.Spec.Matches(_spec))
            throw new ForewarnException($"velocity guard: found plans of {modes.Spec}, wanted {_spec}.");
        return new([.. Enumerable.Range(0, modes.Count).Select(k => Find(modes.Plan(k)))]);
    }

    private GuardFinding Find(ReadOnlySpan<float> plan)
    {
        bool increments = _spec.Representation == "delta";
        int width = _spec.Width;
        for (int row = increments ? 0 : 1; row * width < plan.Length; row++)
        {
            foreach ((int index, ColumnRate rate) in _rates)
            {
                double step = plan[row * width + index] - (increments ? 0.0 : plan[(row - 1) * width + index]);
                double speed = Math.Abs(step) * _spec.RateHz;
                // One part in 10^5 of slack: a plan at the limit must not fail on the rounding of float rows.
                if (speed <= rate.PerSecond * 1.00001) continue;
                return new(false, FormattableString.Invariant(
                    $"velocity: {rate.Column} changes by {speed:g4}/s at row {row}, limit {rate.PerSecond:g4}/s"));
            }
        }
        return new(true, "");
    }
}
