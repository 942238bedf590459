using Forewarn.Core;
using Forewarn.Learning.Imitation.Studies.Smiling;
using Forewarn.Learning.InverseRl.Rewards;
using Forewarn.Simulation.Tasks.Control.Linear;

namespace Forewarn.Learning.Tests.Imitation.Studies;

public sealed class OrbitRunTests
{
    private static SeedStream Seed => new SeedStreams(21).Stream("orbit");

    [Fact]
    public void The_error_is_that_of_the_covariance()
    {
        Assert.Equal(0, Spring.Error(Spring.ExpertGains), 1e-12);
        // By halving the drag of a stiff spring the variance of the speed, noise over twice the drag, about doubles.
        double Speed(double drag) => Riccati.Covariance(Spring.Task, new[,] { { 1.5, drag - 0.4 } })[1, 1];
        Assert.Equal(2, Speed(0.2) / Speed(0.4), 0.05);
        Assert.Equal(0.36 / (2 * 0.1 * 0.2), Speed(0.2), 0.3);
    }

    [Fact]
    public void Affine_scores_find_the_spread_and_a_linear_discriminator_does_not()
    {
        Assert.True(OrbitRun.Of((e, s) => new ScorePairReward(OrbitRun.Score, e, s), Seed) < 0.25);
        Assert.True(OrbitRun.Of((e, s) => new LogisticReward(OrbitRun.Classifier with { Hidden = [] }, e, s), Seed) > 1);
    }
}
