using Forewarn.Learning.Preferences.Diagnosis;

namespace Forewarn.Learning.Tests.Preferences.Diagnosis;

public class BestOfKTests
{
    private static readonly double[] Weights = [.5, .3, .15, .05], Rewards = [0, .2, 1, 2];

    [Theory]
    [InlineData(1, .31)]
    [InlineData(4, .845314)]
    [InlineData(6, 1.052068)]
    public void OfABanditByHand(int count, double value) => Assert.Equal(value, BestOfK.Expected(Weights, Rewards, Rewards, count), 6);

    [Fact]
    public void AVerifierThatSwapsTheBestTwoArmsCosts() =>
        Assert.Equal(.902165, BestOfK.Expected(Weights, [0, .2, 2, 1], Rewards, 6), 6);

    [Fact]
    public void DistributionAndKlOfSixStayBelowTheBudget()
    {
        double[] chosen = BestOfK.Distribution(Weights, Rewards, 6);
        double kl = chosen.Zip(Weights, (q, p) => q * Math.Log(q / p)).Sum();
        Assert.Equal(.015625, chosen[0], 6);
        Assert.Equal(.264908, chosen[3], 6);
        Assert.Equal(.882252, kl, 6);
        Assert.Equal(.958426, BestOfK.KlBudget(6), 6);
        Assert.Equal(2.2589, BestOfK.KlBudget(25), 4);
    }

    [Fact]
    public void TiesShare() => Assert.Equal(.31, BestOfK.Expected(Weights, [1, 1, 1, 1], Rewards, 9), 12);

    [Fact]
    public void OfLoggedPlansAllSetsCount()
    {
        // Pairs of (1, 2, 3): bests are 2, 3, 3.
        Assert.Equal(8 / 3.0, BestOfK.OfLogged([1, 2, 3], [1, 2, 3], 2), 12);
        Assert.Equal(2, BestOfK.OfLogged([5, 5, 5], [1, 2, 3], 2), 12);
        Assert.Equal(3, BestOfK.OfLogged([1, 2, 3], [1, 2, 3], 3), 12);
        Assert.True(double.IsNaN(BestOfK.OfLogged([1, 2], [1, 2], 3)));
    }
}
