using CsCheck;
using Forewarn.Core;
using Forewarn.Steering;

namespace Forewarn.WorldModel.Tests.Safety;

public sealed class BrtGuardTests : IDisposable
{
    private static readonly (float, float, float) Far = (1, 1, 0), Near = (0.01f, 0.2f, 0), Doomed = (0.5f, 0.05f, 0), Failing = (-0.2f, -0.3f, 0);
    private static readonly ObservationHistory History = new(new Observation([], [0f], TimeSpan.Zero));

    private readonly SafetyPackage _folder = new();
    private readonly Inference.ModelPackage _package;
    private readonly SafetyModel _model;

    public BrtGuardTests() => (_package, _model) = Open(_folder);

    public void Dispose()
    {
        _model.Dispose();
        _package.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_plan_that_comes_near_and_leaves_passes()
    {
        GuardFinding finding = Find([Far, Near, Far]);
        Assert.Equal((true, ""), (finding.Safe, finding.Reason));
        Assert.Equal(new SafetyTrace(PlanHazard.None, 0.2f, 2, 0.01f, 0, 0, 3), finding.Foreseen);
    }

    [Fact]
    public void Doomed_and_failing_are_told_apart_and_the_failure_check_sees_one_of_them()
    {
        GuardFinding doomed = Find([Far, Near, Doomed]), failing = Find([Doomed, Failing, Far]);
        Assert.Equal((false, PlanHazard.Doomed, 3, true), Told(doomed));
        Assert.Equal("doomed: V=0.05 at imagined state 3 of 3, limit 0.1; least l=0.01", doomed.Reason);
        Assert.Equal((false, PlanHazard.Failing, 2, false), Told(failing));
        Assert.Equal("failing: the failure is foreseen at imagined state 2 of 3, least l=-0.2", failing.Reason);

        var check = new FailureSetGuard(_model, new(3)).Check(History, SafetyPackage.Plans(2), SafetyPackage.Rollout([Far, Near, Doomed], [Doomed, Failing, Far]));
        Assert.Equal([true, false], check.Findings.Select(f => f.Safe));
        Assert.Equal([PlanHazard.Doomed, PlanHazard.Failing], check.Findings.Select(f => f.Foreseen!.Value.Hazard));

        static (bool, PlanHazard, int, bool) Told(GuardFinding f) =>
            (f.Safe, f.Foreseen!.Value.Hazard, f.Foreseen.Value.LeastStep, f.Foreseen.Value.FailureCheckAccepts);
    }

    [Fact]
    public void What_lies_behind_the_next_decision_is_not_asked()
    {
        Assert.True(Find([Far, Near, Doomed], SafetyRule.Of(actionHorizon: 4, rowsPerStep: 2)).Safe);
        // A step that the next decision falls into counts whole.
        Assert.False(Find([Far, Near, Doomed], SafetyRule.Of(actionHorizon: 5, rowsPerStep: 2)).Safe);
    }

    [Fact]
    public void Before_anything_is_imagined_plans_pass_as_unjudged_or_are_refused_as_one_likes()
    {
        var plans = SafetyPackage.Plans(2);
        foreach (bool refuses in (bool[])[false, true])
        {
            var rule = new SafetyRule(3) { RefusesUnimagined = refuses };
            foreach (IPlanGuard guard in (IPlanGuard[])[new BrtGuard(_model, rule), new FailureSetGuard(_model, rule)])
            {
                var findings = guard.Check(History, plans, null).Findings;
                Assert.All(findings, f => Assert.Equal((!refuses, SafetyTrace.Unimagined), (f.Safe, f.Foreseen!.Value)));
                Assert.Equal(2, findings.Count);
                Assert.StartsWith(refuses ? "unimagined" : "", findings[0].Reason);
            }
        }
        Assert.False(SafetyTrace.Unimagined.FailureCheckAccepts);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_number_that_is_not_finite_is_unsafe_whatever_else_is_seen(int head)
    {
        foreach (float broken in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity])
        {
            var state = head == 0 ? (broken, 1f, 0f) : (1f, broken, 0f);
            GuardFinding finding = Find([Far, state, Far]);
            Assert.Equal((false, PlanHazard.Unjudged, 2, false),
                (finding.Safe, finding.Foreseen!.Value.Hazard, finding.Foreseen.Value.LeastStep, finding.Foreseen.Value.FailureCheckAccepts));
            Assert.Equal("safety heads: not finite at imagined state 2 of 3", finding.Reason);
            Assert.False(new FailureSetGuard(_model, new(3)).Check(History, SafetyPackage.Plans(1), SafetyPackage.Rollout([Far, state, Far])).AnySafe);
        }
    }

    [Fact]
    public void Unsupported_states_are_noted_and_refused_only_if_wanted()
    {
        foreach (float support in (float[])[2.5f, float.NaN])
        {
            GuardFinding noted = Find([Far, Far, (1, 1, support)]), refused = Find([Far, Far, (1, 1, support)], new(3) { RefusesUnsupported = true });
            Assert.Equal((true, PlanHazard.None, 3), (noted.Safe, noted.Foreseen!.Value.Hazard, noted.Foreseen.Value.UnsupportedStep));
            Assert.Equal((false, PlanHazard.Unjudged), (refused.Safe, refused.Foreseen!.Value.Hazard));
            Assert.StartsWith("unsupported: imagined state 3 of 3", refused.Reason);
        }
    }

    [Fact]
    public void Every_verdict_is_what_its_definition_says()
    {
        // The limits themselves and NaN come up often enough.
        var number = Gen.Select(Gen.Float[-1, 1], Gen.Int[0, 24], (v, pick) => pick switch { 0 => 0f, 1 => 0.1f, 2 => float.NaN, _ => v });
        var plan = Gen.Select(number, number, Gen.Float[0, 3]).Array[4];
        Gen.Select(plan.Array[1, 6], Gen.Int[1, 4], Gen.Bool).Sample((plans, steps, strict) =>
        {
            var guard = new BrtGuard(_model, new(steps) { RefusesUnsupported = strict });
            var findings = guard.Check(History, SafetyPackage.Plans(plans.Length), SafetyPackage.Rollout(plans)).Findings;
            return plans.Zip(findings).All(p => Wanted(p.First[..steps], strict) == p.Second.Foreseen!.Value.Hazard
                && p.Second.Safe == (p.Second.Foreseen.Value.Hazard == PlanHazard.None) && p.Second.Safe == (p.Second.Reason.Length == 0));
        }, iter: 300);

        static PlanHazard Wanted((float L, float V, float S)[] states, bool strict) =>
            states.Any(s => !float.IsFinite(s.L) || !float.IsFinite(s.V)) ? PlanHazard.Unjudged
            : states.Any(s => s.L <= SafetyPackage.MarginEpsilon) ? PlanHazard.Failing
            : states.Any(s => s.V <= SafetyPackage.ValueEpsilon) ? PlanHazard.Doomed
            : strict && states.Any(s => s.S > SafetyPackage.SupportLimit) ? PlanHazard.Unjudged : PlanHazard.None;
    }

    [Fact]
    public void Among_other_guards_the_trace_stays_with_its_mode()
    {
        var spec = SafetyPackage.Plans(1).Spec;
        var guards = new PlanGuards(new WorkspaceGuard(spec, new ColumnRange("x_m", 1, 2)), new BrtGuard(_model, new(1)));
        var report = guards.Check(History, new([0, 0, 1, 1], 2, spec), SafetyPackage.Rollout([Doomed], [Near]));
        Assert.Equal([false, true], report.Findings.Select(f => f.Safe));
        Assert.StartsWith("workspace: ", report.Findings[0].Reason);
        Assert.Contains("; doomed: ", report.Findings[0].Reason);
        Assert.Equal([PlanHazard.Doomed, PlanHazard.None], report.Findings.Select(f => f.Foreseen!.Value.Hazard));
    }

    [Fact]
    public void A_rollout_that_ends_before_the_next_decision_certifies_nothing()
    {
        var report = new PlanGuards(new BrtGuard(_model, new(4))).Check(History, SafetyPackage.Plans(1), SafetyPackage.Rollout([Far, Far]));
        Assert.False(report.AnySafe);
        Assert.Contains("at least the 4", report.Findings[0].Reason);
    }

    [Fact]
    public void The_check_allocates_nothing_after_warming_up()
    {
        var guard = new BrtGuard(_model, new(20));
        LatentRollout[] rollouts = [.. Enumerable.Range(1, 6).Select(k => SafetyPackage.Rollout([.. Enumerable.Repeat(Enumerable.Repeat(Near, 20).ToArray(), k)]))];
        var traces = new SafetyTrace[6];
        _model.WarmUp(6, 20);
        foreach (LatentRollout rollout in rollouts) guard.Judge(rollout, traces.AsSpan(0, rollout.Count));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 50; i++)
            foreach (LatentRollout rollout in rollouts) guard.Judge(rollout, traces.AsSpan(0, rollout.Count));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.All(traces, t => Assert.Equal(PlanHazard.None, t.Hazard));
    }

    private GuardFinding Find((float, float, float)[] states, SafetyRule? rule = null) =>
        new BrtGuard(_model, rule ?? new(3)).Check(History, SafetyPackage.Plans(1), SafetyPackage.Rollout(states)).Findings[0];

    private static (Inference.ModelPackage, SafetyModel) Open(SafetyPackage folder)
    {
        var package = folder.Load();
        return (package, new(package, SafetyPackage.World));
    }
}
