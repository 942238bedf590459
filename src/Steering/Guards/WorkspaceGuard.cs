using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>Every row of a plan must stay inside a box of named columns.</summary>
public sealed class WorkspaceGuard : IPlanGuard
{
    private readonly ActionSpec _spec;
    private readonly (int Index, ColumnRange Range)[] _ranges;

    /// <exception cref="ForewarnException">A column is unknown or a range is empty.</exception>
    public WorkspaceGuard(ActionSpec spec, params IReadOnlyList<ColumnRange> ranges)
    {
        foreach (ColumnRange range in ranges)
        {
            if (!(range.Low <= range.High))
                throw ForewarnException.Of($"workspace range of '{range.Column}'", $"{range.Low} to {range.High}",
                    "low <= high", "Correct the limits.", ExitCode.Usage);
        }
        (_spec, _ranges) = (spec, [.. ranges.Select(r => (PlanColumns.Index(spec, r.Column), r))]);
    }

    public GuardReport Check(ObservationHistory history, ActionProposals modes, LatentRollout? rollout)
    {
        if (!modes.Spec.Matches(_spec))
            throw new ForewarnException($"workspace guard: found plans of {modes.Spec}, wanted {_spec}.");
        return new([.. Enumerable.Range(0, modes.Count).Select(k => Find(modes.Plan(k)))]);
    }

    private GuardFinding Find(ReadOnlySpan<float> plan)
    {
        for (int start = 0, row = 0; start < plan.Length; start += _spec.Width, row++)
        {
            foreach ((int index, ColumnRange range) in _ranges)
            {
                float value = plan[start + index];
                // Written so that NaN fails.
                if (value >= range.Low && value <= range.High) continue;
                return new(false, FormattableString.Invariant(
                    $"workspace: {range.Column}={value:g4} at row {row} is outside {range.Low:g4}..{range.High:g4}"));
            }
        }
        return new(true, "");
    }
}
