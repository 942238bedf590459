using Forewarn.Core;
using Forewarn.Reachability.Solving;
using Forewarn.Reachability.Transfer;
using Xunit;

namespace Forewarn.Reachability.Tests.Transfer;

public class TransferRuleTests
{
    private static readonly DynamicsSignature Agile = new(
        "dubins/1", ["x_m", "y_m", "heading_rad"], new Dictionary<string, Bounds> { ["turn_rad_s"] = Bounds.Within(2.5) },
        new Dictionary<string, Bounds>(), new Dictionary<string, double> { ["speed_m_s"] = 1 }, 0.05, 0, "disc/0.5");

    private static readonly DynamicsSignature Sluggish = Agile with { Controls = new Dictionary<string, Bounds> { ["turn_rad_s"] = Bounds.Within(1.25) } };

    [Fact]
    public void The_same_dynamics_are_accepted()
    {
        var verdict = TransferRule.Judge(Agile, Agile with { States = [.. Agile.States] });
        Assert.Equal(TransferKind.Identical, verdict.Kind);
        Assert.Empty(verdict.Reasons);
    }

    [Fact]
    public void Wider_controls_make_a_constraint_conservative_and_narrower_ones_make_it_worthless()
    {
        Assert.Equal(TransferKind.Conservative, TransferRule.Judge(Sluggish, Agile).Kind);
        var refused = TransferRule.Judge(Agile, Sluggish);
        Assert.Equal(TransferKind.Refused, refused.Kind);
        Assert.Contains("turn_rad_s is narrower: [-1.25, 1.25], learned with [-2.5, 2.5]", Assert.Single(refused.Reasons));
        var fault = Assert.Throws<ForewarnException>(() => TransferRule.Require(Agile, Sluggish));
        Assert.Equal(ExitCode.Usage, fault.ExitCode);
        Assert.Contains("failure margin, which carries over", fault.Message);
    }

    public static TheoryData<string, DynamicsSignature> Others => new()
    {
        { "system", Agile with { System = "dubins/2" } },
        { "states", Agile with { States = ["x_m", "y_m", "yaw_rad"] } },
        { "failure margin", Agile with { Margin = "disc/0.6" } },
        { "period", Agile with { PeriodSeconds = 0.1 } },
        { "latency", Agile with { LatencySeconds = 0.02 } },
        { "speed_m_s", Agile with { Parameters = new Dictionary<string, double> { ["speed_m_s"] = 1.1 } } },
        { "disturbance wind_m_s", Agile with { Disturbances = new Dictionary<string, Bounds> { ["wind_m_s"] = Bounds.Within(0.1) } } },
        { "control brake", Agile with { Controls = new Dictionary<string, Bounds> { ["turn_rad_s"] = Bounds.Within(2.5), ["brake"] = Bounds.Within(1) } } },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Any_other_difference_is_refused_and_named(string what, DynamicsSignature deployed)
    {
        var verdict = TransferRule.Judge(Agile, deployed);
        Assert.Equal(TransferKind.Refused, verdict.Kind);
        Assert.Contains(what, Assert.Single(verdict.Reasons));
    }

    /// <summary>Widened on one side and narrowed on the other is not wider.</summary>
    [Fact]
    public void Shifted_controls_are_refused()
    {
        var shifted = Agile with { Controls = new Dictionary<string, Bounds> { ["turn_rad_s"] = new(-2, 5) } };
        Assert.False(TransferRule.Judge(Agile, shifted).IsAccepted);
    }

    [Fact]
    public void Unbounded_controls_have_no_signature()
    {
        var unbounded = Agile with { Controls = new Dictionary<string, Bounds> { ["turn_rad_s"] = new(double.NegativeInfinity, 1) } };
        Assert.Contains("give its limits", Assert.Throws<ForewarnException>(() => TransferRule.Judge(unbounded, Agile)).Message);
    }
}
