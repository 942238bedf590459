using Forewarn.Core;
using Microsoft.Extensions.Time.Testing;

namespace Forewarn.Steering.Tests;

public sealed class GuardTests
{
    private static readonly ActionSpec Spec = new("absolute", "base", 10, ["x_m", "y_m"]);

    [Fact]
    public void TheWorkspaceIsClosedAndEveryRowCounts()
    {
        var guard = new WorkspaceGuard(Spec, new ColumnRange("x_m", 0, 1), new ColumnRange("y_m", -1, 1));
        ActionProposals plans = Plans([0, -1, 1, 1], [0, 0, 0, 1.001f], [float.NaN, 0, 0, 0]);
        GuardReport report = guard.Check(Rig.History(), plans, null);
        Assert.Equal([true, false, false], report.Findings.Select(f => f.Safe));
        Assert.Equal("workspace: y_m=1.001 at row 1 is outside -1..1", report.Findings[1].Reason);
    }

    [Fact]
    public void VelocityIsPerSecondAndTheLimitItselfIsAllowed()
    {
        var guard = new VelocityGuard(Spec, new ColumnRate("x_m", 0.5));
        ActionProposals plans = Plans([0.1f, 0, 0.15f, 9], [0.1f, 0, 0.16f, 0], [0, 0, float.NaN, 0]);
        GuardReport report = guard.Check(Rig.History(), plans, null);
        Assert.Equal([true, false, false], report.Findings.Select(f => f.Safe));
        Assert.Contains("x_m", report.Findings[1].Reason);
    }

    [Fact]
    public void IncrementsAreSpeedsThemselves()
    {
        ActionSpec delta = Spec with { Representation = "delta" };
        var guard = new VelocityGuard(delta, new ColumnRate("x_m", 0.5));
        var plans = new ActionProposals([0.06f, 0, 0, 0, 0.05f, 0, -0.05f, 0], 2, delta);
        Assert.Equal([false, true], guard.Check(Rig.History(), plans, null).Findings.Select(f => f.Safe));
    }

    [Fact]
    public void LimitsAreCheckedAgainstTheSpecWhenTheGuardIsMade()
    {
        var unknown = Assert.Throws<ForewarnException>(() => new WorkspaceGuard(Spec, new ColumnRange("z_m", 0, 1)));
        Assert.Contains("'z_m'", unknown.Message);
        Assert.Throws<ForewarnException>(() => new WorkspaceGuard(Spec, new ColumnRange("x_m", 1, 0)));
        Assert.Throws<ForewarnException>(() => new WorkspaceGuard(Spec, new ColumnRange("x_m", double.NaN, 0)));
        Assert.Throws<ForewarnException>(() => new VelocityGuard(Spec, new ColumnRate("x_m", 0)));
        Assert.Throws<ForewarnException>(() => new VelocityGuard(Spec, new ColumnRate("x_m", double.NaN)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void ANumberThatIsNotFiniteAnywhereClosesItsModeOnly(int where)
    {
        float[] values = new float[8], latents = new float[2 * 3 * 4], disagreement = new float[6];
        float[] broken = where == 0 ? values : where == 1 ? latents : disagreement;
        broken[^1] = where == 1 ? float.PositiveInfinity : float.NaN;
        var plans = new ActionProposals(values, 2, Spec);
        var rollout = new LatentRollout(latents, disagreement, 2, 3, 4);
        GuardReport report = new FiniteGuard().Check(Rig.History(), plans, rollout);
        Assert.Equal([true, false], report.Findings.Select(f => f.Safe));
        Assert.StartsWith("not finite", report.Findings[1].Reason);
    }

    [Fact]
    public void FreshnessCountsFromTheZeroOfTheStamps()
    {
        var time = new FakeTimeProvider();
        var guard = new FreshnessGuard(TimeSpan.FromMilliseconds(100), time, time.GetTimestamp());
        bool Fresh(double stampMs) => guard.Check(
            new(new Observation([], [], TimeSpan.FromMilliseconds(stampMs))), Plans([0, 0]), null).Findings[0].Safe;
        time.Advance(TimeSpan.FromMilliseconds(1000));
        Assert.True(Fresh(1000));
        Assert.True(Fresh(900));
        Assert.False(Fresh(899));
        Assert.False(Fresh(1101));
    }

    [Fact]
    public void EveryGuardMustAgreeAndABrokenOneClosesEverything()
    {
        var low = new WorkspaceGuard(Spec, new ColumnRange("x_m", 0, 9));
        var high = new WorkspaceGuard(Spec, new ColumnRange("x_m", -9, 1));
        ActionProposals plans = Plans([-1, 0], [0.5f, 0], [2, 0]);
        GuardReport both = new PlanGuards(low, high).Check(Rig.History(), plans, null);
        Assert.Equal([false, true, false], both.Findings.Select(f => f.Safe));
        Assert.True(new PlanGuards().Check(Rig.History(), plans, null).AnySafe);

        var foreign = new WorkspaceGuard(Spec with { Frame = "tool" }, new ColumnRange("x_m", -9, 9));
        GuardReport closed = new PlanGuards(low, foreign).Check(Rig.History(), plans, null);
        Assert.False(closed.AnySafe);
        Assert.All(closed.Findings, f => Assert.Contains("WorkspaceGuard failed", f.Reason));
    }

    private static ActionProposals Plans(params float[][] plans) =>
        new([.. plans.SelectMany(p => p)], plans.Length, Spec);
}
