using Forewarn.Cli.Configs;
using Forewarn.Core;
using Forewarn.Steering;
using Forewarn.WorldModel;

namespace Forewarn.Cli.Composition;

/// <summary>Puts models, guards and options together into the decision loop.</summary>
public static class SteeringAssembly
{
    /// <param name="extra">Guards that this run adds, for example freshness.</param>
    public static IPlanGuard Guards(GuardOptions guards, ActionSpec spec, params IReadOnlyList<IPlanGuard> extra) => new PlanGuards(
    [
        new FiniteGuard(),
        new WorkspaceGuard(spec, [.. guards.Ranges.Select(r => new ColumnRange(r.Key, r.Value[0], r.Value[1]))]),
        new VelocityGuard(spec, [.. guards.Rates.Select(r => new ColumnRate(r.Key, r.Value))]),
        .. extra,
    ]);

    /// <summary>The limits, and the guard that looks ahead where the configuration names safety heads.</summary>
    /// <param name="extra">Guards that this run adds, for example freshness.</param>
    public static IPlanGuard Guards(
        GuardOptions guards, SteeringOptions steering, SteeringModels models, params IReadOnlyList<IPlanGuard> extra) =>
        Guards(guards, models.Proposer.Spec,
            models.Safety is { } safety ? [new BrtGuard(safety, Rule(guards, steering, models)), .. extra] : extra);

    /// <summary>How far the safety heads look, and what they refuse beside doomed plans.</summary>
    public static SafetyRule Rule(GuardOptions guards, SteeringOptions steering, SteeringModels models) =>
        SafetyRule.Of(steering.ActionHorizon, models.RowsPerStep) with
        {
            RefusesUnsupported = guards.RefusesUnsupported, RefusesUnimagined = guards.RefusesUnimagined,
        };

    public static IModeSelector Clustering(SteeringOptions options) => new ModeClustering(new KeyframeDistance(), options);

    /// <param name="asking">When to ask the person; null for deciding by the options alone.</param>
    public static PlanChooser Chooser(SteeringModels models, SteeringOptions options, TimeProvider time, AskingRule? asking = null) =>
        new(models.Narrator, models.Reader, options, time, asking?.Threshold, asking?.Watch);

    /// <summary>The loop of one robot.</summary>
    /// <param name="proposer">Draws the plans; null for the configured policy.</param>
    public static SteeringLoop Loop(
        SteeringModels models, SteeringOptions options, IPlanGuard guard, SeedStreams seeds, IPlanSink sink, IDecisionLog log,
        TimeProvider time, IActionProposer? proposer = null, AskingRule? asking = null) => new(
        new SteeringParts(
            proposer ?? models.Proposer, Clustering(options), models.WorldModel, guard, Chooser(models, options, time, asking), models.Outcome),
        options, seeds, sink, log, time);
}
