using Forewarn.Core;
using Forewarn.Learning.Preferences.Roads;

namespace Forewarn.Learning.Tests.Preferences.Roads;

public class RoadsSolverTests
{
    [Fact]
    public void LbfgsFindsTheMinimumOfTheBananaValley()
    {
        double[] found = LimitedMemoryBfgs.Minimize([-1.2, 1], (x, g) =>
        {
            double a = 1 - x[0], b = x[1] - x[0] * x[0];
            g[0] = -2 * a - 400 * b * x[0];
            g[1] = 200 * b;
            return a * a + 100 * b * b;
        });
        Assert.Equal(1, found[0], 9);
        Assert.Equal(1, found[1], 9);
    }

    [Fact]
    public void ConjugateGradientsSolveTwoByTwo()
    {
        double[] x = ConjugateGradients.Solve(v => [4 * v[0] + v[1], v[0] + 3 * v[1]], [1, 2], 1e-14, 10);
        Assert.Equal(1 / 11.0, x[0], 12);
        Assert.Equal(7 / 11.0, x[1], 12);
    }

    [Fact]
    public void OnePairAndARidgeHaveAKnownScore()
    {
        // Scores are (m/2, -m/2): the optimum is where σ(-m) = ridge m / 2.
        double[] scores = RewardFit.Solve(ScorerClass.Tabular(1), [new(0, 1, 0)], 0.1, 2);
        double margin = scores[1] - scores[0];
        Assert.Equal(BradleyTerry.Sigmoid(-margin), 0.1 * margin / 2, 10);
        Assert.Equal(-scores[0], scores[1], 10);
        Assert.All(scores.Skip(2), s => Assert.Equal(0, s, 12));
    }

    [Theory]
    [InlineData("linear")]
    [InlineData("token by token")]
    public void GradientsOfPoliciesAreThoseOfDifferences(string name)
    {
        var world = RoadsWorld.Bilinear(3, new SeedStreams(1).Stream("world")).WithReference(1, new SeedStreams(1).Stream("reference"));
        IPolicyClass policies = name == "linear" ? new LogitPolicy(world, ScorerClass.Linear(3)) : new TokenPolicy(world);
        var seed = new SeedStreams(2).Stream("point");
        double[] at = [.. Enumerable.Range(0, policies.Dimension).Select(_ => seed.NextNormal())];
        double[] cells = [.. world.Reward.Select(_ => seed.NextNormal())], slope = new double[at.Length];
        policies.Backward(at, cells, slope);
        Assert.Equal(RoadsWorld.Prompts, policies.LogProbs(at).Sum(Math.Exp), 9);
        for (int i = 0; i < 5; i++)
        {
            double Along(double step)
            {
                double[] moved = [.. at];
                moved[i] += step;
                return policies.LogProbs(moved).Zip(cells, (l, c) => l * c).Sum();
            }
            Assert.Equal((Along(1e-5) - Along(-1e-5)) / 2e-5, slope[i], 5);
        }
    }

    [Theory]
    [InlineData(24, 39, 99, 1024)]
    public void ClassesHaveTheirSizes(params int[] sizes) => Assert.Equal(sizes, ScorerClass.Sizes(6).Select(c => c.Dimension));

    [Fact]
    public void RanksShareTheirMeanOnTies()
    {
        Assert.Equal(1, RankCorrelation.Of([1, 2, 3], [10, 20, 90]), 12);
        // Ranks (0, 1.5, 1.5, 3) and (0, 1, 2, 3): 4.5 / sqrt(4.5 · 5).
        Assert.Equal(4.5 / Math.Sqrt(22.5), RankCorrelation.Of([1, 2, 2, 5], [1, 2, 3, 4]), 12);
    }

    [Fact]
    public void NoPairsAreRefused() =>
        Assert.Throws<ForewarnException>(() => RewardFit.Solve(ScorerClass.Tabular(1), [], 0.1, 2));
}
