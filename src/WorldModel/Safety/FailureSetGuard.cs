using Forewarn.Core;

namespace Forewarn.WorldModel;

/// <summary>
/// Refuses plans of which some imagined state before the next decision is itself a failure (<c>l(z) &lt;= 0</c>). What is compared with
/// <see cref="BrtGuard"/>, not a guard to rely on: a plan whose failure becomes inevitable just before the next decision, and shows just
/// after it, passes.
/// </summary>
public sealed class FailureSetGuard(SafetyModel model, SafetyRule rule) : IPlanGuard
{
    public GuardReport Check(ObservationHistory history, ActionProposals modes, LatentRollout? rollout)
    {
        if (rollout is null) return SafetyCheck.Unimagined(rule, modes.Count);
        var traces = new SafetyTrace[modes.Count];
        SafetyCheck.Judge(model, rule, rollout, traces);
        return new([.. traces.Select(Finding)]);
    }

    private static GuardFinding Finding(SafetyTrace trace) =>
        new(trace.FailureCheckAccepts, trace switch
        {
            { FailureCheckAccepts: true } => "",
            { FailingStep: > 0 } => FormattableString.Invariant(
                $"failing: the failure is foreseen at imagined state {trace.FailingStep} of {trace.Steps}, least l={trace.LeastMargin:g3}"),
            _ => $"safety heads: not finite at imagined state {trace.LeastStep} of {trace.Steps}",
        })
        { Foreseen = trace };
}
