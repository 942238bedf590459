using Forewarn.Core;

namespace Forewarn.WorldModel;

/// <summary>
/// Refuses plans that enter the set from which failure is inevitable (the backward reachable tube, <c>V(z) &lt;= eps</c>) before the next
/// decision. A plan that merely comes near a failure passes, and what it does after the next decision is not asked: where
/// <c>V &gt; eps</c> there is a way out, and the next decision can take it.
/// </summary>
public sealed class BrtGuard(SafetyModel model, SafetyRule rule) : IPlanGuard
{
    public GuardReport Check(ObservationHistory history, ActionProposals modes, LatentRollout? rollout)
    {
        if (rollout is null) return SafetyCheck.Unimagined(rule, modes.Count);
        var traces = new SafetyTrace[modes.Count];
        Judge(rollout, traces);
        return new([.. traces.Select(Finding)]);
    }

    /// <summary>The check itself, without findings in words; allocates nothing after warming up.</summary>
    /// <param name="traces">Receives one trace per plan, <c>[K]</c>.</param>
    public void Judge(LatentRollout rollout, Span<SafetyTrace> traces) => SafetyCheck.Judge(model, rule, rollout, traces);

    private GuardFinding Finding(SafetyTrace trace) =>
        new(trace.Hazard == PlanHazard.None, FormattableString.Invariant(trace.Hazard switch
        {
            PlanHazard.None => $"",
            PlanHazard.Failing => $"failing: the failure is foreseen at imagined state {trace.FailingStep} of {trace.Steps}, least l={trace.LeastMargin:g3}",
            PlanHazard.Doomed =>
                $"doomed: V={trace.LeastValue:g3} at imagined state {trace.LeastStep} of {trace.Steps}, limit {model.ValueEpsilon:g3}; least l={trace.LeastMargin:g3}",
            _ when trace.UnsupportedStep > 0 && float.IsFinite(trace.LeastValue) =>
                $"unsupported: imagined state {trace.UnsupportedStep} of {trace.Steps} is unlike anything that the guard was trained on",
            _ => $"safety heads: not finite at imagined state {trace.LeastStep} of {trace.Steps}",
        }))
        { Foreseen = trace };
}
