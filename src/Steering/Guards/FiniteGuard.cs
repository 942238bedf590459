using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>A plan with a NaN or infinite number in it, or in what was imagined of it, may not run.</summary>
public sealed class FiniteGuard : IPlanGuard
{
    public GuardReport Check(ObservationHistory history, ActionProposals modes, LatentRollout? rollout) =>
        new([.. Enumerable.Range(0, modes.Count).Select(k => Find(modes, rollout, k))]);

    private static GuardFinding Find(ActionProposals modes, LatentRollout? rollout, int k)
    {
        int bad = Shape.FirstNonFinite(modes.Plan(k));
        (int row, int column) = Math.DivRem(Math.Max(bad, 0), modes.Spec.Width);
        if (bad >= 0) return new(false, $"not finite: plan row {row}, column {modes.Spec.Names[column]}");
        if (rollout is null) return new(true, "");
        bad = Shape.FirstNonFinite(rollout.Mode(k));
        if (bad >= 0) return new(false, $"not finite: imagined state {bad / rollout.Size}");
        bad = Shape.FirstNonFinite(rollout.Disagreement.AsSpan(k * rollout.Steps, rollout.Steps));
        return bad >= 0 ? new(false, $"not finite: disagreement at imagined state {bad}") : new(true, "");
    }
}
