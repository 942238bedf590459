using Forewarn.Core;
using Forewarn.Learning.Policies;

namespace Forewarn.Learning.Tests.Policies;

public class ModeShareTests
{
    [Fact]
    public void SharesAndQuantilesByHand()
    {
        // Shares of "handle" over three decisions: 0, 1/2, 1.
        var shares = new ModeShares([["rim-left", null], ["handle", "rim-right"], ["handle", "handle"]]);
        Assert.Equal(0.5, shares.Mean("handle"), 12);
        Assert.Equal(0.05, shares.Quantile("handle", 0.05), 12);
        Assert.Equal(0.5, shares.Quantile("handle", 0.5), 12);
        Assert.Equal(0.75, shares.Quantile("handle", 0.75), 12);
        Assert.Equal(1.0 / 3, shares.Mean("rim"), 12);
        Assert.Equal(1.0 / 6, shares.Unassigned, 12);
        Assert.Equal(2.0 / 3, shares.CoveredByFirst("handle", 1), 12);
        Assert.Equal(["handle", "rim-left", "rim-right"], shares.Modes);
    }

    [Fact]
    public void AMemorizerHasTheRightAverageAndFails()
    {
        // One mode per scene, handle in 30 % of the scenes: the average is perfect, the decisions are not.
        var memorizer = new ModeShares([.. Enumerable.Range(0, 100)
            .Select(i => Enumerable.Repeat<string?>(i % 10 < 3 ? "handle" : "rim", 64).ToArray())]);
        var honest = new ModeShares([.. Enumerable.Range(0, 100)
            .Select(i => Enumerable.Range(0, 64).Select(j => (i + j) % 10 < 3 ? "handle" : "rim").ToArray<string?>())]);
        var gate = new ModeShareGate(["handle", "rim"], 0.10);
        Assert.Equal(0.3, memorizer.Mean("handle"), 6);
        Assert.Equal(0.3, honest.Mean("handle"), 1);
        Assert.False(gate.Passes(memorizer));
        Assert.Equal(0, gate.Weakest(memorizer).Share, 12);
        Assert.True(gate.Passes(honest));
        Assert.Contains("by heart", Assert.Throws<ForewarnException>(() => gate.Require(memorizer)).Message);
        gate.Require(honest);
    }

    [Fact]
    public void AModeThatNeverOccursFailsTheGateAndIsLogged()
    {
        var shares = new ModeShares([["rim", "rim"]]);
        Assert.False(new ModeShareGate(["handle"], 0.1).Passes(shares));
        Assert.Equal(0, shares.Metrics(["handle"])["share/handle/p5"]);
    }

    [Theory]
    [InlineData("rim", "rim", true)]
    [InlineData("rim-left", "rim", true)]
    [InlineData("Rim left", "rim", true)]
    [InlineData("rimless", "rim", false)]
    [InlineData("handle", "rim", false)]
    [InlineData(null, "rim", false)]
    public void ACoarseWishCoversFinerModes(string? mode, string wished, bool belongs) =>
        Assert.Equal(belongs, ModeShares.Belongs(mode, wished));

    [Fact]
    public void NoDecisionIsRefused() => Assert.Throws<ForewarnException>(() => new ModeShares([]));
}
