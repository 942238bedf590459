using Forewarn.Core;

namespace Forewarn.Steering.Tests;

/// <summary>What becomes of a decision when a guard that looks ahead refuses plans, or has nothing to look at.</summary>
public sealed class ForesightRungTests
{
    [Fact]
    public async Task ALateWorldModelLeavesPlansUnimaginedAndTheRungSaysSo()
    {
        using var rig = new Rig { Foreseen = (_, rollout) => rollout is null ? SafetyTrace.Unimagined : Safe(1), WorldModel = Fault.Late };
        Decision decision = await rig.Decide();
        Assert.Equal(Rung.HeaviestSafeMode, decision.Rung);
        Assert.EndsWith(", unimagined", decision.Reason);
        Assert.Equal(PlanHazard.Unjudged, decision.Guard!.Findings[decision.Chosen].Foreseen!.Value.Hazard);

        rig.WorldModel = Fault.None;
        Decision foreseen = await rig.Decide(index: 1);
        Assert.Equal(Rung.Steered, foreseen.Rung);
        Assert.DoesNotContain("unimagined", foreseen.Reason);
    }

    [Fact]
    public async Task ADoomedModeIsNeverDispatchedThoughTheWishNamesIt()
    {
        using var rig = new Rig { Foreseen = (plan, _) => Rig.Place(plan) == 2 ? Doomed : Safe(1) };
        Decision decision = await rig.Decide("grasp two");
        Assert.True(decision.Chosen < 0 || Rig.Place(decision.Plan!.Values) != 2);
        Assert.Contains(decision.Guard!.Findings, f => f is { Safe: false, Foreseen.Hazard: PlanHazard.Doomed });
    }

    [Fact]
    public async Task WithNoWayOutInAnyPlanTheArmHoldsAndSaysWhy()
    {
        using var rig = new Rig { Foreseen = (plan, rollout) => rollout is null ? SafetyTrace.Unimagined : Rig.Place(plan) == 0 ? Failing : Doomed };
        Decision decision = await rig.Decide();
        Assert.Equal((Rung.Hold, -1), (decision.Rung, decision.Chosen));
        int count = decision.Modes!.Count;
        Assert.Contains($"guard: no mode is safe (1 of {count} failing, {count - 1} doomed: ", decision.Reason);
    }

    private static SafetyTrace Doomed => new(PlanHazard.Doomed, 0, 2, 0.5f, 0, 0, 3);

    private static SafetyTrace Failing => new(PlanHazard.Failing, -1, 2, -0.5f, 2, 0, 3);

    private static SafetyTrace Safe(float value) => new(PlanHazard.None, value, 1, value, 0, 0, 3);
}
